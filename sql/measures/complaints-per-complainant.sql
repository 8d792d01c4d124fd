/*
title: Complaints per complainant
definition: Cases received in the period of which the complainant is known, divided by the different people who brought them.
aliases: [repeat complaints, frequent complainants]
group: casework
unit: ratio
direction: neutral
time: flow
per: complainants
extracts: [cases]
dimensions: []
reference: case_reference
public: [total]
beside: [complainants, cases-received]
caveats:
  - Somebody who was entered twice counts as two.
*/
-- Grain: one row per case of which the complainant is known.
select
  received_on as counted_on,
  1 as numerator,
  case_reference
from marts.cases
where complainant is not null
