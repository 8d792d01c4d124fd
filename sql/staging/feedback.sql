-- Feedback about the office as its latest extract has it. What was closed as a duplicate or merged into another case is no
-- case of its own.
-- Grain: one row per feedback case.
select
  feedback_reference,
  case_reference,
  channel,
  category,
  ground,
  team,
  officer,
  received_on,
  acknowledged_on,
  allocated_on,
  referred_on,
  closed_on,
  closure,
  outcome,
  redress,
  signed_off_on,
  risk_category,
  high_risk_flag,
  learning
from raw.feedback
where closure is null
  or closure not in ('duplicate', 'merged')
