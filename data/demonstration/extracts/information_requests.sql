-- The yearly FOI and data-protection log.
-- A request is in the log of the first year that ends with it answered, so that each is in one file; what is still
-- unanswered at the end is in the last.
-- Grain: one row per request.
with

logs as (
  select
    *,
    make_date(financial_year(received_on) + 1, 4, 12) as next_log_on
  from office.information_requests
),

logged as (
  select
    *,
    if(sent_on > next_log_on and next_log_on < '2022-04-12', financial_year(received_on) + 1, financial_year(received_on)) as year
  from logs
)

select
  make_date(year + 1, 4, 12) as extract_received_on,
  'information-requests-' || year_label(year) || '.csv' as file,
  '' as sheet,
  row_number() over (order by received_on, request_reference) as place,
  [
    request_reference,
    request_type,
    uk_date(received_on),
    uk_date(due_on),
    uk_date(if(sent_on < '2022-04-12', sent_on, null)),
    if(sent_on < '2022-04-12', outcome, null),
    person_name(arrival + 13),
    person_email(arrival + 13),
    request_subject(arrival + 13)
  ] as cells
from logged
