/*
title: Decisions per caseworker
definition: Cases decided in the period, divided by the full-time equivalents of intake caseworkers, caseworkers and senior caseworkers, on average over the staff snapshots of the period.
aliases: [productivity, output]
group: casework
unit: ratio
direction: neutral
time: flow
per: caseworkers-fte-mean
extracts: [cases]
dimensions: [jurisdiction]
reference: case_reference
public: [total]
beside: [cases-decided, caseworkers-fte-mean]
caveats:
  - By jurisdiction the decisions are of that jurisdiction, and the caseworkers all there are.
*/
-- Grain: one row per case decided.
select
  decided_on as counted_on,
  1 as numerator,
  jurisdiction,
  case_reference
from marts.cases
where decided_on is not null
