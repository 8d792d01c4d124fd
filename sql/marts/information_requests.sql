-- Information requests with the twentieth working day after receipt, no bank holiday of any part of the UK
-- counted (FOI Act s10). Day 0 is the day of receipt.
-- Grain: one row per request.
with

requests as (
  select * from staging.information_requests
),

received as (
  select day, uk_union_working_days as working_days
  from calendar.days
),

working_day_numbers as (
  select uk_union_working_days as working_days, min(day) as day
  from calendar.days
  where is_uk_union_working_day
  group by uk_union_working_days
)

select
  requests.request_reference,
  requests.request_type,
  requests.received_on,
  due.day as due_on,
  requests.recorded_due_on,
  requests.sent_on,
  requests.outcome
from requests
left join received on received.day = requests.received_on
left join working_day_numbers as due on due.working_days = received.working_days + 20
order by requests.request_reference
