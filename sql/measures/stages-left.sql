/*
title: Cases that left a stage
definition: Cases that left a stage of casework in the period, for another or because they were closed.
aliases: [progress, throughput]
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases, stages]
dimensions: [stage, jurisdiction, team]
reference: case_reference
public: [total]
beside: [stages-reached, cases-open]
caveats:
  - A case that was at a stage on no day's end isn't counted at it, because it went on, or was closed, on the day it came.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and stage it was in and left.
select
  until_on as counted_on,
  1 as numerator,
  stage,
  jurisdiction,
  team,
  case_reference
from marts.case_stages
where until_on is not null
