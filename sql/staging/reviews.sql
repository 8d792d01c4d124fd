-- Requests to review a decision as their latest extract has them.
-- Grain: one row per review.
select
  review_reference,
  feedback_reference,
  case_reference,
  criterion,
  reviewer,
  received_on,
  proposal_decided_on,
  is_proposed,
  sent_to_team_on,
  team_decided_on,
  team_decision,
  told_on,
  completed_on,
  outcome,
  new_investigation_reference,
  signed_off_on,
  is_risk_assessed,
  blanked
from raw.reviews
