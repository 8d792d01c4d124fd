/*
title: Caseworkers, full-time equivalent on average
definition: Intake caseworkers, caseworkers and senior caseworkers employed at each staff snapshot of the period, as full-time equivalents, and of those the average.
aliases: [staff numbers, workforce]
group: staffing
unit: FTE
direction: neutral
time: flow
statistic: { kind: mean, of: taken_on }
meanings: { role: [intake casework, casework, senior casework] }
extracts: [staff]
dimensions: [contract]
public: [total]
beside: [caseworkers-fte, decisions-per-caseworker]
caveats:
  - A person in two posts counts in each by its part.
*/
-- Grain: one row per snapshot and post of a caseworker.
select
  snapshot_on as counted_on,
  snapshot_on as taken_on,
  fte as numerator,
  contract
from marts.staff
where is_caseworker
