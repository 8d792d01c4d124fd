-- Requests to review a decision as their latest extract has them.
-- Grain: one row per review.
select
  reviews.review_reference,
  reviews.feedback_reference,
  reviews.case_reference,
  reviews.criterion,
  reviews.reviewer,
  reviews.received_on,
  reviews.proposal_decided_on,
  reviews.is_proposed,
  reviews.sent_to_team_on,
  reviews.team_decided_on,
  reviews.team_decision,
  decision_words.meaning as team_decision_meaning,
  reviews.told_on,
  reviews.completed_on,
  reviews.outcome,
  outcome_words.meaning as outcome_meaning,
  reviews.new_investigation_reference,
  reviews.signed_off_on,
  reviews.is_risk_assessed,
  reviews.blanked
from raw.reviews as reviews
left join raw.team_decision_words as decision_words on decision_words.word = reviews.team_decision
left join raw.review_outcome_words as outcome_words on outcome_words.word = reviews.outcome
