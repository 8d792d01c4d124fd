-- Feedback about the office as its latest extract has it.
-- Grain: one row per feedback case.
with

reopened as (
  select reference, min(closed_on) as first_closed_on
  from raw.reopened
  where contract = 'feedback'
  group by reference
)

select
  feedback.feedback_reference,
  feedback.case_reference,
  feedback.channel,
  feedback.category,
  feedback.ground,
  feedback.team,
  feedback.officer,
  feedback.received_on,
  feedback.acknowledged_on,
  feedback.allocated_on,
  feedback.referred_on,
  feedback.closed_on,
  feedback.closure,
  feedback.outcome,
  feedback.redress,
  feedback.signed_off_on,
  feedback.risk_category,
  feedback.high_risk_flag,
  feedback.learning,
  reopened.first_closed_on,
  feedback.blanked
from raw.feedback as feedback
left join reopened on reopened.reference = feedback.feedback_reference
