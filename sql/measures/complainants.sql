/*
title: Complainants
definition: Different people of whom a case was received in the period, by how many of theirs were received in the same financial year.
aliases: [people who complain, customers]
group: casework
unit: people
direction: neutral
time: flow
statistic: { kind: distinct, of: complainant }
extracts: [cases]
dimensions: [complaints, jurisdiction]
reference: case_reference
public: [total]
beside: [complaints-per-complainant, cases-received]
caveats:
  - Someone who complained in two months is counted in each, and once in the year, so months don't add up to the year.
  - People are told apart by a hash of the number that the case system gives them, and by nothing else of theirs.
  - Somebody who was entered twice counts as two.
*/
-- Grain: one row per case of which the complainant is known.
select
  received_on as counted_on,
  complainant,
  complaints_of_year as complaints,
  jurisdiction,
  case_reference
from marts.cases
where complainant is not null
