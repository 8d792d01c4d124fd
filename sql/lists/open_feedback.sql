-- The feedback cases open with an officer and their two clocks, both from allocation: day 20 in working days, week 8 in
-- calendar days. Days left are negative once the limit has passed. Those due soon first, by that limit. They are
-- those the measures officer-caseload, feedback-open-past-20wd and feedback-over-8-weeks count.
-- Grain: one row per feedback case.
--   feedback_reference: the feedback case
--   officer: the officer who has it, by staff number
--   team: the team that has it
--   category: what kind of feedback it is
--   received_on: the day it was received
--   allocated_on: the day it was given to an officer; empty while it waits
--   working_days_used: working days since allocation
--   due_on: the last day of 20 working days from allocation
--   days_left_to_day_20: working days left to it; negative once past
--   week_8_on: the last day of 8 weeks from allocation
--   days_left_to_week_8: calendar days left to the end of week 8; negative once past
--   next_limit: the first limit it reaches soon; empty when it reaches none
--   next_limit_on: the day it reaches it
with

feedback as (
  select *
  from marts.feedback
  where is_closing_known
),

days as (
  select day, working_days
  from calendar.days
)

select
  feedback.feedback_reference,
  feedback.officer,
  feedback.team,
  feedback.category,
  feedback.received_on,
  feedback.allocated_on,
  (today.working_days - allocated.working_days)::integer as working_days_used,
  feedback.day_20_on as due_on,
  -- On a day off after the limit no working day has passed since, and the limit has.
  least(day_20.working_days - today.working_days, if(today.as_at > feedback.day_20_on, -1, null))::integer as days_left_to_day_20,
  feedback.week_8_on,
  (feedback.week_8_on - today.as_at)::integer as days_left_to_week_8,
  due_soon.next_limit,
  due_soon.next_limit_on
from feedback
cross join lists.today
join days as allocated on allocated.day = feedback.allocated_on
join days as day_20 on day_20.day = feedback.day_20_on
left join lists.due_soon on due_soon.feedback_reference = feedback.feedback_reference
where feedback.allocated_on <= today.as_at
  and feedback.week_8_on is not null
  and (feedback.closed_on is null or feedback.closed_on > today.as_at)
order by due_soon.next_limit_on nulls last, feedback.allocated_on, feedback.feedback_reference
