/*
title: Assessments completed
definition: Assessments (primary investigations) that ended in the period, whatever came after them.
aliases: [decisions at assessment]
group: casework
unit: assessments
direction: neutral
time: flow
meanings: { stage: [assessment] }
extracts: [stages]
dimensions: [jurisdiction, team]
dimension_extracts: { jurisdiction: [cases] }
reference: case_reference
public: [total, jurisdiction]
beside: [investigations-started, enquiries-received]
caveats:
  - By team, a stage counts under the team that has it now, or had it last.
*/
-- Grain: one row per assessment that has ended.
select
  ended_on as counted_on,
  1 as numerator,
  jurisdiction,
  team,
  case_reference
from marts.stages
where stage_meaning = 'assessment'
  and ended_on is not null
