-- Freedom of information and data-protection requests.
-- Grain: one row per request.
select
  request_reference,
  request_type,
  channel,
  received_on,
  due_on as recorded_due_on,
  clarification_asked_on,
  clarified_on,
  extended_to,
  sent_on,
  outcome,
  section,
  review_asked_on,
  review_extended_to,
  review_answered_on,
  blanked
from raw.information_requests
