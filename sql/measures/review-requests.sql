/*
title: Requests to review a decision
definition: Complaints about a decision or about our methodology received in the period. Duplicates and cases merged into another aren't counted.
aliases: [appeals, challenges]
group: reviews
unit: requests
direction: neutral
time: flow
meanings: { feedback_category: [review request] }
extracts: [feedback]
reference: feedback_reference
dimensions: [category, channel]
public: [total, category]
*/
-- Grain: one row per complaint about a decision or methodology.
select
  feedback_reference,
  received_on as counted_on,
  1 as numerator,
  category,
  channel
from marts.feedback
where is_review_request
