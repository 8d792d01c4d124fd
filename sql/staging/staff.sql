-- Everyone employed at each snapshot.
-- Grain: one row per snapshot and person.
select
  snapshot_on,
  staff_number,
  role,
  team,
  directorate,
  fte,
  contract
from raw.staff
