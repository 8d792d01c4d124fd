/*
title: Reviews declined by the casework team
definition: Proposed reviews that the casework team declined in the period.
aliases: [appeals, refused]
group: reviews
unit: reviews
direction: neutral
time: flow
meanings: { team_decision: [declined] }
extracts: [reviews]
dimensions: [criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total, criterion]
beside: [reviews-proposed, reviews-accepted]
*/
-- Grain: one row per review declined.
select
  team_decided_on as counted_on,
  1 as numerator,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where team_decision_meaning = 'declined'
