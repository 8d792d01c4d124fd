/*
title: Lowest caseload of an officer
definition: Open feedback cases at the end of the period of the {feedback officer} who has the fewest; 0 where one in post has none.
aliases: [workload, spare capacity]
group: caseload
unit: cases
direction: neutral
time: stock
statistic: { kind: lowest, of: officer }
meanings: { role: [handles feedback] }
extracts: [feedback]
goes_by: [staff]
dimensions: [team]
reference: feedback_reference
public: []
beside: [officer-caseload, officers-below-20]
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
