/*
title: Reviews proposed
definition: Decisions in the period to propose a review to the casework team.
aliases: [appeals]
group: reviews
unit: proposals
direction: neutral
time: flow
extracts: [reviews]
dimensions: [criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total, criterion]
beside: [review-requests, reviews-accepted]
*/
-- Grain: one row per review proposed.
select
  proposal_decided_on as counted_on,
  1 as numerator,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where is_proposed
