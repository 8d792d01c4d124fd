-- The two clocks of a feedback case, day 20 (working days) and week 8 (calendar), both from allocation (SM), and the
-- first day from which the limit lies in the next 5 working days. A limit on a day that isn't a working day counts
-- with the working day after it.
-- Grain: one row per allocated feedback case and clock.
with

feedback as (
  select feedback_reference, team, officer, category, closed_on, day_20_on, week_8_on
  from marts.feedback
  where allocated_on is not null
),

clocks as (
  select *, 'day 20' as clock, day_20_on as limit_on
  from feedback

  union all

  select *, 'week 8', week_8_on
  from feedback
),

numbered as (
  select
    day,
    if(is_working_day, working_days, working_days + 1) as working_day_number
  from calendar.days
),

working_days as (
  select number, day
  from calendar.working_days
)

select
  clocks.feedback_reference,
  clocks.clock,
  clocks.limit_on,
  fifth_before.day as soon_from_on,
  clocks.closed_on,
  clocks.team,
  clocks.officer,
  clocks.category
from clocks
left join numbered on numbered.day = clocks.limit_on
left join working_days as fifth_before on fifth_before.number = numbered.working_day_number - 5
order by clocks.feedback_reference, clocks.clock
