/*
title: New investigations after a review
definition: Reviews completed in the period as upheld or partly upheld that led to a new investigation.
aliases: [decisions changed, overturned]
group: reviews
unit: investigations
direction: neutral
time: flow
extracts: [reviews]
dimensions: [criterion, outcome]
reference: review_reference
public: [total]
beside: [review-uphold-rate]
caveats:
  - Counted when the review was completed, not when the investigation began.
*/
-- Grain: one row per review that led to a new investigation.
select
  completed_on as counted_on,
  1 as numerator,
  criterion,
  outcome,
  review_reference
from marts.reviews
where completed_on is not null
  and led_to_investigation
