/*
title: Service complaints decided
definition: Complaints about the office's service decided in the period, by outcome and by what was done to put it right.
aliases: [complaints about staff, outcomes, redress]
group: reviews
unit: complaints
direction: neutral
time: flow
meanings: { feedback_category: [service complaint] }
extracts: [feedback]
dimensions: [outcome, redress, category, ground, team]
reference: feedback_reference
public: [total, outcome]
beside: [service-complaints, service-complaint-uphold-rate]
caveats:
  - Complaints passed on or withdrawn were not decided, and are not counted.
  - A case opened again counts by its last closing.
*/
-- Grain: one row per service complaint decided.
select
  closed_on as counted_on,
  1 as numerator,
  outcome,
  redress,
  category,
  ground,
  team,
  feedback_reference
from marts.feedback
where is_service_complaint
  and closed_on is not null
  and outcome is not null
