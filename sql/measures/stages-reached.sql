/*
title: Cases that reached a stage
definition: Cases that came to a stage of casework in the period, whether they were received, opened again or had been at another stage.
aliases: [progress]
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases, stages]
dimensions: [stage, jurisdiction, team]
reference: case_reference
public: [total]
beside: [stages-left, cases-open]
caveats:
  - A case that was at a stage on no day's end isn't counted at it, because it went on, or was closed, on the day it came.
  - Cases at a stage at the end of the period before, and those that reached it in the period, less those that left it, are those open at it.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and stage it was in.
select
  from_on as counted_on,
  1 as numerator,
  stage,
  jurisdiction,
  team,
  case_reference
from marts.case_stages
