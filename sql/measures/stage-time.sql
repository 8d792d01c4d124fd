/*
title: Time at a stage of half of cases
definition: Of cases that came to a stage of casework in the period, the calendar days within which half are estimated to have left it, for another or because they were closed. Cases still at it are counted for as long as they have been there.
aliases: [waiting time, how long it takes]
group: casework
unit: calendar days
direction: decrease
time: flow
statistic: { kind: kaplan-meier, quantile: 0.5 }
extracts: [cases, stages]
dimensions: [stage, jurisdiction, team]
reference: case_reference
public: [total]
beside: [stages-left, case-time-to-decision]
caveats:
  - Cases still at a stage count for as long as they have been watched, so the time isn't only that of the quick ones (Kaplan–Meier).
  - A case that was at a stage on no day's end isn't counted at it, because it went on, or was closed, on the day it came.
  - All stages together are of little use, as they are of very different lengths. Look at each.
  - The counts beside the figure are the cases that have left so far, of those that came.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and stage it was in.
select
  from_on as counted_on,
  days,
  is_event,
  stage,
  jurisdiction,
  team,
  case_reference
from marts.stage_lengths
