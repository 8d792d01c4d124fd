/*
title: Reviews completed
definition: Reviews of a decision completed in the period, whatever their outcome.
aliases: [appeals]
group: reviews
unit: reviews
direction: neutral
time: flow
extracts: [reviews]
reference: review_reference
dimensions: [outcome, criterion]
public: [total, outcome]
*/
-- Grain: one row per review completed.
select
  review_reference,
  completed_on as counted_on,
  1 as numerator,
  outcome,
  criterion
from marts.reviews
where completed_on is not null
