/*
title: Staff who left
definition: People who were in one staff snapshot and not in the next, counted on the day of that next one, by the role they left.
aliases: [resignations, attrition]
group: staffing
unit: people
direction: neutral
time: flow
ties: [staff.team, staff.role, staff.fte]
extracts: [staff]
looks_back: 1
dimensions: [role, grade, team, directorate, contract]
public: [total]
beside: [staff-headcount, staff-turnover, staff-joiners]
caveats:
  - Who joins and leaves between two snapshots is in neither, and isn't counted.
  - Somebody who moves from one role or team to another neither joins nor leaves.
  - Where a month has no snapshot, its changes count in the next.
*/
-- Grain: one row per person and time they left.
select
  snapshot_on as counted_on,
  1 as numerator,
  role,
  grade,
  team,
  directorate,
  contract
from marts.staff_changes
where change = 'left'
