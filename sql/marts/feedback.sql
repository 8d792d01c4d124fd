-- Feedback cases with their clocks: working days are those of England and Wales, weeks are calendar weeks (SM).
-- Day 0 is the day of allocation. Day 20 is the last day in time.
-- Grain: one row per feedback case.
with

feedback as (
  select * from staging.feedback
),

working_days as (
  select day, working_days
  from calendar.days
),

-- The first day with a given count of working days is that working day itself.
working_day_numbers as (
  select working_days, min(day) as day
  from calendar.days
  where is_working_day
  group by working_days
)

select
  feedback.feedback_reference,
  feedback.case_reference,
  feedback.channel,
  feedback.category,
  feedback.ground,
  coalesce(feedback.team, 'not yet allocated') as team,
  coalesce(feedback.officer, 'not yet allocated') as officer,
  feedback.received_on,
  feedback.acknowledged_on,
  feedback.allocated_on,
  feedback.referred_on,
  feedback.closed_on,
  feedback.closure,
  feedback.closed_on is null as is_open,
  closed.working_days - allocated.working_days as working_days_to_close,
  twentieth.day as day_20_on,
  (feedback.allocated_on + 56)::date as week_8_on,
  feedback.outcome,
  feedback.redress,
  feedback.signed_off_on,
  feedback.risk_category,
  feedback.high_risk_flag,
  feedback.learning
from feedback
left join working_days as allocated on allocated.day = feedback.allocated_on
left join working_days as closed on closed.day = feedback.closed_on
left join working_day_numbers as twentieth on twentieth.working_days = allocated.working_days + 20
order by feedback.feedback_reference
