-- The month's part of the FOI and data-protection log, as it stood when received.
-- Grain: one row per request and month in which it was received or answered, or in which a review of the answer was asked for or answered.
with

logged as (
  select requests.*, deliveries.file, deliveries.received_on as extract_received_on
  from office.information_requests requests
  join office.deliveries
    on deliveries.name = 'information-requests'
    and deliveries.month in (
      month_of(requests.received_on),
      month_of(requests.sent_on),
      month_of(requests.review_asked_on),
      month_of(requests.review_answered_on)
    )
)

select
  extract_received_on,
  file,
  '' as sheet,
  row_number() over (partition by file order by received_on, request_reference) as place,
  [
    request_reference,
    request_type,
    channel,
    uk_date(received_on),
    uk_date(if(clarification_asked_on < extract_received_on, clarification_asked_on, null)),
    uk_date(if(clarified_on < extract_received_on, clarified_on, null)),
    uk_date(extended_to),
    uk_date(due_on),
    uk_date(if(sent_on < extract_received_on, sent_on, null)),
    if(sent_on < extract_received_on, outcome, null),
    if(sent_on < extract_received_on, section, null),
    uk_date(if(review_asked_on < extract_received_on, review_asked_on, null)),
    uk_date(if(review_asked_on < extract_received_on, review_extended_to, null)),
    uk_date(if(review_answered_on < extract_received_on, review_answered_on, null)),
    person_name(arrival + 13),
    person_email(arrival + 13),
    request_subject(arrival + 13)
  ] as cells
from logged
