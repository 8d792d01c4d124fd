/*
title: Officers with fewer than 20 open cases
definition: "{feedback officer}s with fewer than 20 open feedback cases at the end of the period, none included; out of all who are in post or have any."
aliases: [workload, spare capacity, room]
group: caseload
unit: officers
direction: neutral
time: stock
statistic: { kind: below, of: officer, limit: 20 }
meanings: { role: [handles feedback] }
extracts: [feedback]
goes_by: [staff]
dimensions: [team]
reference: feedback_reference
public: []
beside: [officer-caseload, officer-caseload-lowest]
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
