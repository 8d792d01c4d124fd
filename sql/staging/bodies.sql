-- Bodies complained about, as a file of each year has them.
-- Grain: one row per body and year.
select
  body,
  year_from,
  kind_of_body,
  size,
  size_of
from raw.bodies
