/*
title: Staff
definition: Everyone employed at the latest snapshot in the period, counted as people.
aliases: [employees, workforce, staff numbers]
group: staffing
unit: people
direction: neutral
time: snapshot
ties: [staff.team, staff.role, staff.fte]
extracts: [staff]
dimensions: [role, grade, job_title, team, directorate, contract]
public: [total, role]
beside: [staff-joiners, staff-leavers, staff-turnover, caseworkers]
caveats:
  - A person in two posts counts once, in the post of the larger part of full time; of equal parts, in the first by name of team.
  - Snapshots are not taken at month ends; each figure states the day of its snapshot.
*/
-- Grain: one row per snapshot and person.
select
  snapshot_on,
  1 as numerator,
  role,
  grade,
  job_title,
  team,
  directorate,
  contract
from marts.staff
where is_main
