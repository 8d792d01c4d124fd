-- The bands of age, in days since receipt, that open things are counted by, as data/age-bands.csv has them.
-- Grain: one row per kind of thing and band.
select
  banded,
  age,
  from_days,
  until_days
from raw.age_bands
order by banded, from_days
