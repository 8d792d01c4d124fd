/*
title: Investigations completed
definition: Detailed investigations that ended in the period, by the outcome of the case.
aliases: [reports, finished investigations]
group: casework
unit: investigations
direction: neutral
time: flow
meanings: { stage: [investigation] }
extracts: [stages]
dimensions: [outcome, jurisdiction, team, body]
dimension_extracts: { outcome: [cases], jurisdiction: [cases], body: [cases] }
reference: case_reference
public: [total, jurisdiction, outcome]
beside: [investigation-uphold-rate, investigations-started, investigations-open]
caveats:
  - Of a case investigated again only the last outcome is known, so its earlier investigation has none recorded.
*/
-- Grain: one row per detailed investigation that has ended.
select
  ended_on as counted_on,
  1 as numerator,
  outcome,
  jurisdiction,
  team,
  body,
  case_reference
from marts.investigations
where ended_on is not null
