-- Everyone employed at each snapshot, with whether theirs is a casework role (FOI-2).
-- Grain: one row per snapshot and person.
--   snapshot_on: the day the snapshot was taken
--   staff_number: the person, by staff number
--   role: the casework role, or other (FOI-2)
--   is_caseworker: whether it is a casework role: intake caseworker, caseworker or senior caseworker
--   team: the team
--   directorate: the directorate of the team
--   is_parliamentary: whether the directorate is that of parliamentary casework
--   fte: the part of full time that is worked
--   contract: permanent, fixed term or agency
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
