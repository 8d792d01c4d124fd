/*
title: Investigations started
definition: Detailed investigations that began in the period.
aliases: [new investigations, accepted for investigation]
group: casework
unit: investigations
direction: neutral
time: flow
meanings: { stage: [investigation] }
extracts: [stages]
dimensions: [jurisdiction, team]
dimension_extracts: { jurisdiction: [cases] }
reference: case_reference
public: [total, jurisdiction]
beside: [investigations-completed, investigations-open]
*/
-- Grain: one row per detailed investigation.
select
  started_on as counted_on,
  1 as numerator,
  jurisdiction,
  team,
  case_reference
from marts.investigations
