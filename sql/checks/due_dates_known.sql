/*
title: every clock that has started has a last day
severity: blocking
owner: Analyst
*/
-- A date outside the calendar would leave the last day empty.
-- Grain: one row per feedback case or request without one.
select feedback_reference as reference
from marts.feedback
where allocated_on is not null
  and day_20_on is null

union all

select request_reference
from marts.information_requests
where due_on is null
