/*
title: Enquiries received
definition: Enquiries that began in the period, the first stage of casework.
aliases: [new enquiries, demand]
group: casework
unit: enquiries
direction: neutral
time: flow
meanings: { stage: [enquiry] }
extracts: [stages]
dimensions: [jurisdiction, team]
dimension_extracts: { jurisdiction: [cases] }
reference: case_reference
public: [total, jurisdiction]
beside: [cases-received, investigations-started]
caveats:
  - By team, a stage counts under the team that has it now, or had it last.
*/
-- Grain: one row per enquiry.
select
  started_on as counted_on,
  1 as numerator,
  jurisdiction,
  team,
  case_reference
from marts.stages
where stage_meaning = 'enquiry'
