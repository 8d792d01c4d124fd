/*
title: Cases open
definition: Cases open at the end of the period, by the stage they had reached by then.
aliases: [backlog, caseload, work in hand, live cases]
group: casework
unit: cases
direction: neutral
time: stock
extracts: [cases]
dimensions: [jurisdiction, stage, team]
dimension_extracts: { stage: [stages] }
reference: case_reference
public: [total, jurisdiction, stage]
beside: [cases-open-by-age, cases-received, cases-closed]
caveats:
  - Those open at the end of the period before, and those received or opened again in the period, less those closed in it, are those open at its end. It misses by the few received whose day of closing can't be read, for they are neither open nor closed.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and stage, from the day it began or was opened again until the next, or until the case is closed.
select
  from_on,
  until_on,
  1 as numerator,
  jurisdiction,
  stage,
  team,
  case_reference
from marts.case_stages
