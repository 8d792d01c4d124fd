-- The two clocks of a feedback case, day 20 (working days) and week 8 (calendar), both from allocation, and the
-- first day from which the limit is due soon (clocks.yaml says in how many working days). A limit on a day that isn't a working day counts
-- with the working day after it.
-- Grain: one row per allocated feedback case and clock; none where the day it was closed can't be read.
--   feedback_reference: the feedback case
--   clock: day 20 or week 8
--   limit_called: what that limit is called, by how long it is
--   limit_on: its last day in time
--   soon_from_on: the first day from which that is due soon
--   closed_on: the day it was closed; empty while it is open
--   team: the team that has it
--   officer: the officer who has it, by staff number
--   category: what kind of feedback it is
with

feedback as (
  select feedback_reference, team, officer, category, closed_on, day_20_on, week_8_on
  from marts.feedback
  where allocated_on is not null
    and is_closing_known
),

clocks as (
  select *, 'day 20' as clock, day_20_on as limit_on
  from feedback

  union all

  select *, 'week 8', week_8_on
  from feedback
),

days as (
  select day, working_day_number
  from calendar.days
),

working_days as (
  select number, day
  from calendar.working_days
),

limits as (
  select clock, days, last_day_called
  from calendar.clocks
)

select
  clocks.feedback_reference,
  clocks.clock,
  own.last_day_called as limit_called,
  clocks.limit_on,
  soonest.day as soon_from_on,
  clocks.closed_on,
  clocks.team,
  clocks.officer,
  clocks.category
from clocks
join limits as soon on soon.clock = 'due soon'
join limits as own on own.clock = clocks.clock
left join days on days.day = clocks.limit_on
left join working_days as soonest on soonest.number = days.working_day_number - soon.days
order by clocks.feedback_reference, clocks.clock
