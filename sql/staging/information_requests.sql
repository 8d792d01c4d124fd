-- Freedom of information and data-protection requests.
-- Grain: one row per request.
select
  requests.request_reference,
  requests.request_type,
  type_words.meaning as request_type_meaning,
  requests.channel,
  requests.received_on,
  requests.due_on as recorded_due_on,
  requests.clarification_asked_on,
  requests.clarified_on,
  requests.extended_to,
  requests.sent_on,
  requests.outcome,
  outcome_words.meaning as outcome_meaning,
  requests.section,
  requests.review_asked_on,
  requests.review_extended_to,
  requests.review_answered_on,
  requests.blanked
from raw.information_requests as requests
left join raw.request_type_words as type_words on type_words.word = requests.request_type
left join raw.request_outcome_words as outcome_words on outcome_words.word = requests.outcome
