/*
title: Cases received
definition: Cases received in the period, however far they went afterwards.
aliases: [new cases, new complaints, demand, incoming]
group: casework
unit: cases
direction: neutral
time: flow
extracts: [cases]
dimensions: [jurisdiction, team, body, kind_of_body]
dimension_extracts: { kind_of_body: [bodies] }
reference: case_reference
public: [total, jurisdiction, body, kind_of_body]
beside: [cases-decided, cases-closed, cases-open]
caveats:
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case.
select
  received_on as counted_on,
  1 as numerator,
  jurisdiction,
  team,
  body,
  kind_of_body,
  case_reference
from marts.cases
