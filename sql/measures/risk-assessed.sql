/*
title: Risk formally assessed
definition: Of service complaints decided as not upheld and of reviews proposed in the period, the share with a formal risk assessment on record.
aliases: [risk assessment]
group: quality
unit: percent
direction: increase
time: flow
extracts: [feedback, reviews]
dimensions: [decision, team]
reference: decision_reference
public: [total, decision]
beside: [feedback-open-by-risk]
caveats:
  - An assessment that identified no risk is an assessment.
*/
-- Grain: one row per service complaint not upheld or review proposed.
select
  decided_on as counted_on,
  is_risk_assessed::integer as numerator,
  1 as denominator,
  decision,
  team,
  decision_reference
from marts.decisions
where needs_risk_assessment
  and is_risk_known
