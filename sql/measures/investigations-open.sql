/*
title: Investigations open
definition: Detailed investigations open at the end of the period.
aliases: [backlog, work in hand]
group: casework
unit: investigations
direction: neutral
time: stock
meanings: { stage: [investigation] }
extracts: [stages]
dimensions: [jurisdiction, team]
dimension_extracts: { jurisdiction: [cases] }
reference: case_reference
public: [total, jurisdiction]
beside: [investigations-started, investigations-completed, investigations-open-past-7-weeks]
*/
-- Grain: one row per detailed investigation, from the day it begins until it ends.
select
  started_on as from_on,
  ended_on as until_on,
  1 as numerator,
  jurisdiction,
  team,
  case_reference
from marts.investigations
where is_end_known
