/*
title: Caseworkers
definition: Intake caseworkers, caseworkers and senior caseworkers employed at the latest snapshot in the period, counted as people.
aliases: [staff numbers, workforce, headcount]
group: staffing
unit: people
direction: neutral
time: snapshot
meanings: { role: [intake casework, casework, senior casework] }
extracts: [staff]
ties: [staff.team]
dimensions: [role, team, directorate, contract]
public: [total, role]
beside: [caseworkers-fte]
caveats:
  - A person in two posts counts once, in the post of the larger part of full time; of equal parts, in the first by name of team.
  - Snapshots are not taken at month ends; each figure states the day of its snapshot.
*/
-- Grain: one row per snapshot and caseworker.
select
  snapshot_on,
  1 as numerator,
  role,
  team,
  directorate,
  contract
from marts.staff
where is_caseworker
  and is_main
