-- Everyone employed at each snapshot, with whether theirs is a casework role (FOI-2).
-- Grain: one row per snapshot and person.
select
  snapshot_on,
  staff_number,
  role,
  role in ('intake caseworker', 'caseworker', 'senior caseworker') as is_caseworker,
  team,
  directorate,
  directorate = 'Parliamentary casework' as is_parliamentary,
  fte,
  contract
from staging.staff
order by snapshot_on, staff_number
