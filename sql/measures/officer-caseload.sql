/*
title: Open feedback cases per officer
definition: The median of the open feedback cases of each {feedback officer}, 0 of one in post who has none, at the end of the period. By officer, how many open cases each has.
aliases: [workload, caseload]
group: caseload
unit: cases
direction: neutral
time: stock
statistic: { kind: median, of: officer }
meanings: { role: [handles feedback] }
extracts: [feedback]
dimensions: [team, officer]
reference: feedback_reference
public: []
beside: [officer-caseload-lowest, officers-below-20]
ties: [staff.team]
caveats:
  - Who is in post without an open case is what the latest staff snapshot says. Where none names {feedback officer}s, only those with a case are counted.
*/
-- Grain: one row per feedback case, from allocation until it is closed, and one per span in which an officer has none.
select
  from_on,
  until_on,
  cases as numerator,
  officer,
  team,
  feedback_reference
from marts.officer_caseloads
where is_allocated
  and is_closing_known
