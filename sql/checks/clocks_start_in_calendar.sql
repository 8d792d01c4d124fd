/*
title: no clock starts before the first year whose days off are known
severity: warning
owner: Analyst
*/
-- Its limit is reckoned by Mondays to Fridays alone; before 2005 it has none, and is in no measure of that clock.
-- Grain: one row per case, review, request or enquiry.
with

starts as (
  select feedback_reference as reference, least(received_on, allocated_on) as starts_on
  from marts.feedback

  union all

  select review_reference, received_on
  from marts.reviews

  union all

  select request_reference, received_on
  from marts.information_requests

  union all

  select item_reference, received_on
  from marts.representative_enquiries

  union all

  select case_reference, assigned_on
  from marts.investigations
),

calendar as (
  select min(day) as known_from
  from calendar.days
  where not is_by_rule
)

select starts.reference
from starts
cross join calendar
where starts.starts_on < calendar.known_from
