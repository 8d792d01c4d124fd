/*
title: Reviews upheld or partly upheld
definition: Of reviews completed in the period, the share upheld or partly upheld.
aliases: [upheld, uphold rate, decisions changed, appeals]
group: reviews
unit: percent
direction: neutral
time: flow
has_interval: true
meanings: { review_outcome: [found for, found in part, found against] }
extracts: [reviews]
reference: review_reference
dimensions: [criterion]
public: [total]
beside: [reviews-completed, new-investigations-after-review]
caveats:
  - Withdrawn reviews are completed, and so are in the denominator.
*/
-- Grain: one row per review completed.
select
  review_reference,
  completed_on as counted_on,
  is_upheld::integer as numerator,
  1 as denominator,
  criterion
from marts.reviews
where completed_on is not null
