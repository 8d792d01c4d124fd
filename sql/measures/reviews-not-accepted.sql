/*
title: Reviews not accepted
definition: Requests for a review that weren't proposed, and proposed reviews that the casework team declined, in the period.
aliases: [appeals, refused]
group: reviews
unit: reviews
direction: neutral
time: flow
extracts: [reviews]
dimensions: [reason, criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total, reason]
beside: [reviews-declined, review-requests, reviews-accepted]
*/
-- Grain: one row per review not accepted.
select
  case when is_proposed then team_decided_on else proposal_decided_on end as counted_on,
  1 as numerator,
  case when is_proposed then 'declined by the casework team' else 'not proposed' end as reason,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where not is_proposed
  or team_decision_meaning = 'declined'
