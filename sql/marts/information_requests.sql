-- Information requests with the twentieth working day after receipt, no bank holiday of any part of the UK
-- counted (FOI Act s10). Day 0 is the day of receipt.
-- Grain: one row per request.
--   request_reference: the request
--   request_type: freedom of information, data protection or subject access
--   is_foi: whether it is a freedom of information request
--   received_on: the day it was received
--   due_on: the twentieth working day after receipt
--   recorded_due_on: the day the log has for it
--   sent_on: the day the answer was sent; empty while not
--   outcome: what was found; empty while nothing is
--   is_withdrawn: whether it was withdrawn
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
