-- Feedback cases with their clocks: working days are those of England and Wales, weeks are calendar weeks (SM).
-- Day 0 is the day of receipt or of allocation. A limit's last day is the last day in time.
-- Grain: one row per feedback case.
with

feedback as (
  select * from staging.feedback
),

days as (
  select day, working_days
  from calendar.days
),

working_days as (
  select number, day
  from calendar.working_days
)

select
  feedback.feedback_reference,
  feedback.case_reference,
  feedback.channel,
  -- Whatever isn't said on the telephone is acknowledged (CCG 28).
  feedback.channel <> 'telephone' as is_written,
  feedback.category,
  feedback.ground,
  coalesce(feedback.team, 'not yet allocated') as team,
  coalesce(feedback.officer, 'not yet allocated') as officer,
  feedback.received_on,
  feedback.acknowledged_on,
  acknowledgement.day as acknowledgement_due_on,
  feedback.allocated_on,
  feedback.referred_on,
  feedback.closed_on,
  feedback.closure,
  feedback.closed_on is null as is_open,
  closed.working_days - allocated.working_days as working_days_to_close,
  twentieth.day as day_20_on,
  twentieth_of_receipt.day as receipt_day_20_on,
  (feedback.allocated_on + 56)::date as week_8_on,
  feedback.outcome,
  feedback.redress,
  feedback.signed_off_on,
  feedback.risk_category,
  feedback.high_risk_flag,
  feedback.learning
from feedback
left join days as received on received.day = feedback.received_on
left join days as allocated on allocated.day = feedback.allocated_on
left join days as closed on closed.day = feedback.closed_on
left join working_days as acknowledgement on acknowledgement.number = received.working_days + 1
left join working_days as twentieth on twentieth.number = allocated.working_days + 20
left join working_days as twentieth_of_receipt on twentieth_of_receipt.number = received.working_days + 20
order by feedback.feedback_reference
