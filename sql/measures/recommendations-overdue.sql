/*
title: Recommendations overdue
definition: Recommendations not complied with at the end of the period, past the day they were due.
aliases: [compliance, overdue, late]
group: casework
unit: recommendations
direction: decrease
time: stock
extracts: [recommendations]
dimensions: [kind, jurisdiction, body]
dimension_extracts: { jurisdiction: [cases] }
reference: recommendation_reference
public: [total]
beside: [recommendations-complied, recommendations-made]
caveats:
  - A recommendation that the body didn't accept needn't be complied with, and isn't counted.
*/
-- Grain: one row per recommendation to be complied with, from the day after it was due until it is complied with.
select
  due_on + 1 as from_on,
  complied_on as until_on,
  1 as numerator,
  kind,
  jurisdiction,
  body,
  recommendation_reference
from marts.recommendations
where is_to_be_done
  and is_compliance_known
