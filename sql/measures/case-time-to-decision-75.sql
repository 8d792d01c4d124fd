/*
title: Time to decide three quarters of cases
definition: Of cases received in the period, the calendar days after receipt by which three quarters are estimated to have been decided. Cases not decided yet are counted for as long as they have been open.
aliases: [waiting time, how long it takes]
group: casework
unit: calendar days
direction: decrease
time: flow
statistic: { kind: kaplan-meier, quantile: 0.75 }
extracts: [cases]
dimensions: [jurisdiction, team]
reference: case_reference
public: [total, jurisdiction]
beside: [case-time-to-decision, case-decided-26-weeks, cases-open-by-age]
caveats:
  - Cases not decided yet count for as long as they have been watched, so the time isn't only that of the quick ones (Kaplan–Meier).
  - Cases closed without a decision, such as those answered with advice or withdrawn, count as watched until they were closed.
  - A case whose day of decision or closing can't be read counts among those received, and as watched for no time.
  - The figure of a period changes while cases received in it are still open.
  - The counts beside the figure are the cases decided so far, of those received.
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
from marts.case_durations
