/*
title: a review takes its steps in order
severity: warning
owner: "{feedback manager}"
*/
-- A proposal is decided on before it is sent, a team decides what was sent to it, and what is completed was accepted
-- or withdrawn.
-- Grain: one row per review that skips a step.
select review_reference
from marts.reviews
where (sent_to_team_on is not null and (is_proposed is distinct from true or proposal_decided_on is null))
  or sent_to_team_on < proposal_decided_on
  or (team_decided_on is not null and (sent_to_team_on is null or team_decision is null))
  or (completed_on is not null and coalesce(team_decision_meaning <> 'accepted', team_decision is null) and outcome_meaning is distinct from 'withdrawn')
