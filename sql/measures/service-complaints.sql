/*
title: Complaints about our service
definition: Complaints about the office's service received in the period, about a case still open or a case completed, by ground. Duplicates and cases merged into another aren't counted.
aliases: [complaints about staff, complaints about us]
group: reviews
unit: complaints
direction: neutral
time: flow
meanings: { feedback_category: [service complaint] }
extracts: [feedback]
dimensions: [category, ground, channel, team]
reference: feedback_reference
public: [total, category, ground]
beside: [service-complaint-uphold-rate]
*/
-- Grain: one row per service complaint.
select
  received_on as counted_on,
  1 as numerator,
  category,
  ground,
  channel,
  team,
  feedback_reference
from marts.feedback
where is_service_complaint
