/*
title: Time to close half of cases
definition: Of cases received in the period, the calendar days after receipt by which half are estimated to have been closed for any reason. Open cases are counted for as long as they have been open.
aliases: [waiting time, turnaround, how long it takes, median]
group: casework
unit: calendar days
direction: decrease
time: flow
statistic: { kind: kaplan-meier, quantile: 0.5 }
extracts: [cases]
dimensions: [jurisdiction, team]
reference: case_reference
public: [total]
beside: [case-time-to-decision, cases-open-by-age]
caveats:
  - Cases still open count for as long as they have been watched, so the time isn't only that of the quick ones (Kaplan–Meier).
  - The figure of a period changes while cases received in it are still open.
  - The counts beside the figure are the cases closed so far, of those received.
  - A case opened again counts by its last closing, and as open until then.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case.
select
  received_on as counted_on,
  days,
  is_event,
  jurisdiction,
  team,
  case_reference
from marts.case_lengths
