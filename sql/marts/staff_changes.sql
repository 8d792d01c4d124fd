-- Who joined and who left between one snapshot of staff and the next: joined where a snapshot has a person whom the one
-- before hasn't, left where it lacks one whom the one before has. Somebody who comes back joins again.
-- Grain: one row per person, snapshot and change.
--   staff_number: the person, by staff number
--   change: joined or left
--   snapshot_on: the day of the first snapshot that shows it
--   role: the role they joined in or left
--   grade: the grade of that post
--   team: the team they joined or left
--   directorate: the directorate of that team
--   contract: permanent, fixed term or agency
with

people as (
  select snapshot_on, staff_number, role, grade, team, directorate, contract
  from marts.staff
  where is_main
),

snapshots as (
  select
    snapshot_on,
    lag(snapshot_on) over (order by snapshot_on) as previous_on,
    lead(snapshot_on) over (order by snapshot_on) as next_on
  from marts.snapshots
  where contract = 'staff'
),

placed as (
  select people.*, snapshots.previous_on, snapshots.next_on
  from people
  join snapshots on snapshots.snapshot_on = people.snapshot_on
),

joined as (
  select placed.*
  from placed
  anti join people
    on people.staff_number = placed.staff_number
    and people.snapshot_on = placed.previous_on
  where placed.previous_on is not null
),

gone as (
  select placed.*
  from placed
  anti join people
    on people.staff_number = placed.staff_number
    and people.snapshot_on = placed.next_on
  where placed.next_on is not null
),

changes as (
  select staff_number, 'joined' as change, snapshot_on, role, grade, team, directorate, contract
  from joined

  union all

  select staff_number, 'left', next_on, role, grade, team, directorate, contract
  from gone
)

select
  staff_number,
  change,
  snapshot_on,
  role,
  grade,
  team,
  directorate,
  contract
from changes
order by staff_number, snapshot_on, change
