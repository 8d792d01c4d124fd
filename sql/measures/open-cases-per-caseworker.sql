/*
title: Open cases per caseworker
definition: Cases open at the end of the period, by the stage they had reached by then, divided by the intake caseworkers, caseworkers and senior caseworkers at the latest staff snapshot in the period. The note gives both dates.
aliases: [workload, caseload]
group: staffing
unit: ratio
direction: neutral
time: stock
per: caseworkers
extracts: [cases, stages]
dimensions: [stage, jurisdiction]
reference: case_reference
public: [total]
beside: [caseworkers]
caveats:
  - By stage or jurisdiction the cases are of that stage or jurisdiction, and the caseworkers all there are.
*/
-- Grain: one row per case and stage, from the day it began until the next, or until the case is closed.
select
  from_on,
  until_on,
  1 as numerator,
  stage,
  jurisdiction,
  case_reference
from marts.case_stages
