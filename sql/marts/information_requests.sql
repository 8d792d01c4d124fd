-- Information requests with the twentieth working day after receipt, no bank holiday of any part of the UK
-- counted (FOI Act s10). Day 0 is the day of receipt.
-- Grain: one row per request.
with

requests as (
  select * from staging.information_requests
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
)

select
  requests.request_reference,
  requests.request_type,
  requests.request_type = 'freedom of information' as is_foi,
  requests.received_on,
  due.last_day as due_on,
  requests.recorded_due_on,
  requests.sent_on,
  requests.outcome,
  requests.outcome is not distinct from 'withdrawn' as is_withdrawn
from requests
left join last_days as due
  on due.clock = 'information request'
  and due.starts_on = requests.received_on
order by requests.request_reference
