/*
title: Cases closed
definition: Cases closed in the period for any reason, by outcome.
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases]
ties: [cases.received_on]
dimensions: [jurisdiction, outcome, stage, team]
dimension_extracts: { stage: [stages] }
reference: case_reference
public: [total, jurisdiction]
beside: [cases-received, cases-open, cases-reopened]
caveats:
  - A case opened again was closed before, and that closing stands. It counts as closed again by its next one.
  - Of a case opened again only the last outcome is known, so its earlier closing has none recorded.
  - By stage, a case counts at the furthest it has reached.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and time it was closed.
select
  closed_on as counted_on,
  1 as numerator,
  jurisdiction,
  outcome,
  furthest_stage as stage,
  team,
  case_reference
from marts.case_openings
where closed_on is not null
