/*
title: Reviews accepted by the casework team
definition: Proposed reviews that the casework team accepted in the period.
aliases: [appeals]
group: reviews
unit: reviews
direction: neutral
time: flow
meanings: { team_decision: [accepted] }
extracts: [reviews]
dimensions: [criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total, criterion]
beside: [reviews-proposed, reviews-declined]
*/
-- Grain: one row per review accepted.
select
  team_decided_on as counted_on,
  1 as numerator,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where team_decision_meaning = 'accepted'
