-- The feedback cases open on the day that should have been acknowledged before it and never were, the longest owed first.
-- Grain: one row per feedback case.
--   feedback_reference: the feedback case
--   officer: the officer who has it, by staff number
--   team: the team that has it
--   category: what kind of feedback it is
--   due_on: the last day to acknowledge it
select
  feedback.feedback_reference,
  feedback.officer,
  feedback.team,
  feedback.category,
  feedback.acknowledgement_due_on as due_on
from marts.feedback as feedback
cross join lists.today
where feedback.is_written
  and feedback.is_closing_known
  and feedback.is_acknowledgement_known
  and feedback.received_on <= today.as_at
  and feedback.acknowledgement_due_on < today.as_at
  and (feedback.acknowledged_on is null or feedback.acknowledged_on > today.as_at)
  and (feedback.closed_on is null or feedback.closed_on > today.as_at)
order by due_on, feedback.feedback_reference
