/*
title: Cases decided
definition: Cases of which a decision on the complaint was sent in the period, by outcome.
aliases: [outcomes, decisions, output]
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases]
dimensions: [jurisdiction, outcome, stage, team, body, kind_of_body]
dimension_extracts: { stage: [stages], kind_of_body: [bodies] }
reference: case_reference
public: [total, jurisdiction, outcome, body, kind_of_body]
beside: [cases-received, cases-closed, case-time-to-decision, investigation-uphold-rate]
caveats:
  - By outcome, upheld is of all cases decided, at whatever stage. “Investigations upheld or partly upheld” is of detailed investigations alone, by when they ended, so fewer are upheld there.
  - A case answered with advice or withdrawn was closed, and not decided.
  - A case decided more than once counts by its last decision.
  - By stage, a case counts at the furthest it has reached.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case decided.
select
  decided_on as counted_on,
  1 as numerator,
  jurisdiction,
  outcome,
  furthest_stage as stage,
  team,
  body,
  kind_of_body,
  case_reference
from marts.cases
where decided_on is not null
