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
  channel_words.meaning as channel_meaning,
  feedback.category,
  category_words.meaning as category_meaning,
  feedback.ground,
  feedback.team,
  feedback.officer,
  feedback.received_on,
  feedback.acknowledged_on,
  feedback.allocated_on,
  feedback.referred_on,
  feedback.closed_on,
  feedback.closure,
  closure_words.meaning as closure_meaning,
  feedback.outcome,
  outcome_words.meaning as outcome_meaning,
  feedback.redress,
  feedback.signed_off_on,
  feedback.risk_category,
  feedback.high_risk_flag,
  feedback.learning,
  reopened.first_closed_on,
  feedback.blanked
from raw.feedback as feedback
left join reopened on reopened.reference = feedback.feedback_reference
left join raw.feedback_channel_words as channel_words on channel_words.word = feedback.channel
left join raw.feedback_category_words as category_words on category_words.word = feedback.category
left join raw.feedback_closure_words as closure_words on closure_words.word = feedback.closure
left join raw.feedback_outcome_words as outcome_words on outcome_words.word = feedback.outcome
