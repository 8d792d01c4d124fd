-- The feedback cases allocated, as known on the day: a case closed later is open. Days have their running number among
-- working days besides, so that a forecast can age a case by working days.
-- Grain: one row per feedback case allocated.
--   feedback_reference: the feedback case
--   category: what kind of feedback it is
--   team: the team that has it
--   officer: the officer who has it, by staff number
--   allocated_on: the day it was given to an officer; empty while it waits
--   closed_on: the day it was closed, if by the day asked about
--   day_20_on: the last day of 20 working days from allocation
--   week_8_on: the last day of 8 weeks from allocation
--   allocated: the running number of the day of allocation among working days
--   day_20: the running number of the last day of 20 working days from allocation
--   closed: that of the day it was closed
--   week_8: that of the last day of week 8
with

feedback as (
  select *
  from marts.feedback
  where is_closing_known
    and (closed_on is null or closed_on >= allocated_on)
),

days as (
  select day, working_days, working_day_number
  from calendar.days
)

select
  feedback.feedback_reference,
  feedback.category,
  feedback.team,
  feedback.officer,
  feedback.allocated_on,
  if(feedback.closed_on <= today.as_at, feedback.closed_on, null) as closed_on,
  feedback.day_20_on,
  feedback.week_8_on,
  allocated.working_days as allocated,
  day_20.working_days as day_20,
  if(feedback.closed_on <= today.as_at, closed.working_day_number, null) as closed,
  week_8.working_days as week_8
from feedback
cross join lists.today
join days as allocated on allocated.day = feedback.allocated_on
join days as day_20 on day_20.day = feedback.day_20_on
join days as week_8 on week_8.day = feedback.week_8_on
left join days as closed on closed.day = feedback.closed_on
where feedback.allocated_on <= today.as_at
order by feedback.feedback_reference
