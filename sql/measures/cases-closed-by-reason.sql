/*
title: Cases closed without an investigation
definition: Cases closed in the period for which a reason says why they weren't investigated, by that reason.
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases]
ties: [cases.received_on]
dimensions: [reason, jurisdiction, stage, team]
dimension_extracts: { stage: [stages] }
reference: case_reference
public: [total, reason]
beside: [cases-closed, cases-received]
caveats:
  - Of a case opened again only the last reason is known.
  - By stage, a case counts at the furthest it has reached.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case closed with a reason.
select
  closed_on as counted_on,
  1 as numerator,
  closure_reason as reason,
  jurisdiction,
  furthest_stage as stage,
  team,
  case_reference
from marts.case_openings
where closed_on is not null
  and closure_reason is not null
