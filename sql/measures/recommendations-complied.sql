/*
title: Recommendations complied with in time
definition: Of recommendations due in the period, the share complied with by the day they were due.
aliases: [compliance, remedies, acted on]
group: casework
unit: percent
direction: increase
time: flow
extracts: [recommendations]
dimensions: [kind, jurisdiction, body]
dimension_extracts: { jurisdiction: [cases] }
reference: recommendation_reference
public: [total]
beside: [recommendations-overdue, recommendations-made]
caveats:
  - A recommendation that the body didn't accept needn't be complied with, and isn't counted.
*/
-- Grain: one row per recommendation to be complied with, counted when it falls due.
select
  due_on as counted_on,
  coalesce(complied_on <= due_on, false)::integer as numerator,
  1 as denominator,
  kind,
  jurisdiction,
  body,
  recommendation_reference
from marts.recommendations
where is_to_be_done
  and is_compliance_known
