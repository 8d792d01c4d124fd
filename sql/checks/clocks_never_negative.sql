/*
title: no clock runs backwards
severity: blocking
owner: "{head of feedback}"
*/
-- Grain: one row per feedback case, review or investigation with a step that ends before it begins.
select feedback_reference as reference
from marts.feedback
where working_days_to_close < 0
  or acknowledged_on < received_on
  or closed_on < received_on

union all

select review_reference
from marts.reviews
where proposal_decided_on < received_on
  or team_decided_on < sent_to_team_on
  or told_on < team_decided_on
  or completed_on < received_on

union all

select case_reference
from marts.investigations
where days_from_assignment < 0
