/*
title: Cases opened again
definition: Closed cases opened again in the period.
aliases: [reopened]
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases]
dimensions: [jurisdiction, team]
reference: case_reference
public: [total, jurisdiction]
beside: [cases-closed, cases-open]
caveats:
  - The day a case was opened again isn't recorded. It is taken to be the last day of the first extract that shows it open.
  - A closing that a later extract of the same days takes back was a mistake, and the case wasn't opened again.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and time it was opened again.
select
  opened_on as counted_on,
  1 as numerator,
  jurisdiction,
  team,
  case_reference
from marts.case_openings
where is_reopening
