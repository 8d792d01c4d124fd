/*
title: every clock that has started has a last day
severity: blocking
owner: Analyst
*/
-- A date outside the calendar would leave the last day empty.
-- Grain: one row per clock without one.
select feedback_reference as reference
from marts.feedback
where allocated_on is not null
  and day_20_on is null

union all

select feedback_reference
from marts.feedback
where received_on is not null
  and (acknowledgement_due_on is null or receipt_day_20_on is null)

union all

select review_reference
from marts.reviews
where (received_on is not null and proposal_due_on is null)
  or (sent_to_team_on is not null and team_decision_due_on is null)
  or (team_decided_on is not null and told_due_on is null)

union all

select request_reference
from marts.information_requests
where received_on is not null
  and due_on is null
  and not is_waiting
