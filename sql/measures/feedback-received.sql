/*
title: Feedback received
definition: Feedback cases about the office received in the period, by category. Duplicates and cases merged into another aren't counted.
aliases: [complaints about us, demand]
group: reviews
unit: cases
direction: neutral
time: flow
extracts: [feedback]
dimensions: [category, channel]
reference: feedback_reference
public: [total, category]
beside: [service-complaints, review-requests, positive-feedback, post-review-correspondence, general-feedback]
*/
-- Grain: one row per feedback case.
select
  received_on as counted_on,
  1 as numerator,
  category,
  channel,
  feedback_reference
from marts.feedback
