-- The posts of everyone employed at each snapshot, with whether each is a casework role. A person in two posts
-- counts once, in the main one: the larger part of full time, or of equal parts the first by name of team, then of role
-- by its place among the roles.
-- Full-time equivalents are of every post, each by its part.
-- Grain: one row per snapshot, person, team and role.
--   snapshot_on: the day the snapshot was taken
--   snapshot_year: the office's year it was taken in, by the calendar year that it begins in
--   staff_number: the person, by staff number
--   role: the casework role, one that handles feedback, or another
--   role_meaning: intake casework, casework, senior casework, manages casework, handles feedback or other
--   job_title: the title of the post, as the office has it
--   grade: the grade of the post
--   is_caseworker: whether it is a casework role: of intake, of casework or senior
--   team: the team, or not recorded
--   directorate: the directorate of the team, or not recorded
--   is_of_directorate: whether the directorate is one that measures.yaml names
--   is_main: whether it is the post the person is counted in
--   fte: the part of full time that is worked in it
--   contract: permanent, fixed term or agency
--   contract_meaning: permanent or other
with

posts as (
  select days.snapshot_on, staff.*
  from staging.staff as staff
  join marts.staff_days as days on days.taken_on = staff.taken_on
),

latest as (
  select *
  from posts
  qualify rank() over (partition by snapshot_on, staff_number, team, role order by taken_on desc) = 1
),

directorates as (
  select value as directorate
  from staging.parameters
  where parameter = 'parliamentary directorate'
)

select
  snapshot_on,
  year(snapshot_on - to_months(office.months_late)) as snapshot_year,
  staff_number,
  role,
  role_meaning,
  job_title,
  grade,
  role_meaning in ('intake casework', 'casework', 'senior casework') as is_caseworker,
  coalesce(team, 'not recorded') as team,
  coalesce(directorate, 'not recorded') as directorate,
  coalesce(directorate in (select directorate from directorates), false) as is_of_directorate,
  row_number() over (partition by snapshot_on, staff_number order by fte desc, latest.team, role_place, role) = 1 as is_main,
  fte,
  contract,
  contract_meaning
from latest
cross join staging.office
order by snapshot_on, staff_number, team, role
