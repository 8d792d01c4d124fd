/*
title: Service complaints upheld or partly upheld
definition: Of complaints about the office's service decided in the period, the share upheld or partly upheld.
aliases: [upheld, uphold rate]
group: reviews
unit: percent
direction: neutral
time: flow
has_interval: true
meanings: { feedback_category: [service complaint] }
extracts: [feedback]
dimensions: [category, ground, outcome, redress, team]
reference: feedback_reference
public: [total, category, ground]
beside: [service-complaints]
caveats:
  - Complaints passed on or withdrawn were not decided, and are not counted.
  - A case opened again counts by its last closing, and as open until then.
*/
-- Grain: one row per service complaint decided.
select
  closed_on as counted_on,
  is_upheld::integer as numerator,
  1 as denominator,
  category,
  ground,
  outcome,
  redress,
  team,
  feedback_reference
from marts.feedback
where is_service_complaint
  and closed_on is not null
  and outcome is not null
