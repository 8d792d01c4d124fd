/*
title: Casework team decisions in {team decision}
definition: Of decisions by casework teams in the period on reviews proposed to them, the share taken within {team decision} of the proposal being sent. The second step of three.
aliases: [on time, appeals]
group: timeliness
unit: percent
direction: increase
time: flow
extracts: [reviews]
clocks: [team decision]
dimensions: [criterion, team_decision, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total]
beside: [review-team-decisions-open-past-10wd, review-proposal-5wd, review-told-5wd]
caveats:
  - A share of decisions taken hides those still owed, so the proposals past {team decision|day} are shown beside it.
  - The team is the one that sent the proposal; the records don't name the casework team.
*/
-- Grain: one row per proposal the casework team has decided.
select
  team_decided_on as counted_on,
  (team_decided_on <= team_decision_due_on)::integer as numerator,
  1 as denominator,
  criterion,
  team_decision,
  category,
  team,
  review_reference
from marts.reviews
where sent_to_team_on is not null
  and team_decided_on is not null
