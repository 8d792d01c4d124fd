/*
title: Staff to each caseworker
definition: Everyone employed at the latest snapshot in the period, divided by the intake caseworkers, caseworkers and senior caseworkers among them.
aliases: [overheads, support staff]
group: staffing
unit: ratio
direction: neutral
time: snapshot
meanings: { role: [intake casework, casework, senior casework] }
extracts: [staff]
ties: [staff.team]
dimensions: [contract]
public: [total]
beside: [caseworkers]
caveats:
  - A person in two posts counts once, in the post of the larger part of full time; of equal parts, in the first by name of team.
  - The difference between the two counts is the staff not in casework roles.
*/
-- Grain: one row per snapshot and person.
select
  snapshot_on,
  1 as numerator,
  coalesce(is_caseworker, false)::integer as denominator,
  contract
from marts.staff
where is_main
