-- The bands of age, in days since receipt, that open things are counted by, as data/age-bands.csv has them.
-- Grain: one row per kind of thing and band.
--   banded: what is counted by these bands
--   age: its name
--   from_days: the first day of age in it
--   until_days: the first day of age past it; empty when it has no end
select
  banded,
  age,
  from_days,
  until_days
from raw.age_bands
order by banded, from_days
