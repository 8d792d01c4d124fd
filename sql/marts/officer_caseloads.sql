-- What each officer who handles feedback has: their feedback cases, and the days on which a staff snapshot has them in post and they
-- have none. A snapshot says who is in post until the next one; whoever works no part of full time isn't at work.
-- Grain: one row per feedback case, from allocation on, and one per officer, team and span of days without a case.
--   feedback_reference: the feedback case; empty where there is none
--   officer: the officer, by staff number; empty where a case has none recorded
--   team: the team that has the case, or without one the team of the officer's post
--   from_on: the day of allocation, or the first day without a case
--   until_on: the day of closing, or the first day with a case again; empty while it lasts
--   cases: 1, or 0 where the officer has none
--   is_allocated: whether it has been given to an officer
--   is_closing_known: whether the day it was closed, or that it is open, is known
with

snapshots as (
  select snapshot_on, lead(snapshot_on) over (order by snapshot_on) as next_on
  from (select distinct snapshot_on from marts.staff_days)
),

posts as (
  select staff.staff_number as officer, staff.team, staff.snapshot_on as from_on, snapshots.next_on as until_on
  from marts.staff as staff
  join snapshots on snapshots.snapshot_on = staff.snapshot_on
  where staff.role_meaning = 'handles feedback'
    and staff.fte > 0
),

cases as (
  select
    feedback_reference,
    nullif(officer, 'not recorded') as officer,
    team,
    allocated_on as from_on,
    closed_on as until_on,
    allocated_on is not null as is_allocated,
    is_closing_known
  from marts.feedback
),

spans as (
  select distinct officer, from_on, until_on, 0 as cases, 1 as posts from posts
  union all
  select officer, from_on, until_on, 1, 0
  from cases
  where is_allocated
    and officer is not null
    and (until_on is null or until_on > from_on)
),

changes as (
  select officer, from_on as day, cases, posts from spans
  union all
  select officer, until_on, -cases, -posts from spans where until_on is not null
),

states as (
  select
    officer,
    day as from_on,
    lead(day) over (partition by officer order by day) as until_on,
    sum(sum(cases)) over (partition by officer order by day) as cases,
    sum(sum(posts)) over (partition by officer order by day) as posts
  from changes
  group by officer, day
)

select
  feedback_reference,
  officer,
  team,
  from_on,
  until_on,
  1 as cases,
  is_allocated,
  is_closing_known
from cases

union all

select
  null,
  states.officer,
  posts.team,
  states.from_on,
  states.until_on,
  0,
  true,
  true
from states
join posts
  on posts.officer = states.officer
  and posts.from_on <= states.from_on
  and (posts.until_on is null or posts.until_on > states.from_on)
where states.cases = 0
  and states.posts > 0
order by officer, from_on, feedback_reference, team
