/*
title: Caseworkers, full-time equivalent
definition: Intake caseworkers, caseworkers and senior caseworkers employed at the latest snapshot in the period, counted as full-time equivalents.
aliases: [staff numbers, workforce]
group: staffing
unit: FTE
direction: neutral
time: snapshot
meanings: { role: [intake casework, casework, senior casework] }
extracts: [staff]
ties: [staff.team]
dimensions: [role, team, directorate, contract]
public: [total, role]
beside: [caseworkers]
caveats:
  - A person in two posts counts in each by its part; as a person only in the larger.
*/
-- Grain: one row per snapshot and post of a caseworker.
select
  snapshot_on,
  fte as numerator,
  role,
  team,
  directorate,
  contract
from marts.staff
where is_caseworker
