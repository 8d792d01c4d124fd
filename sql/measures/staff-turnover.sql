/*
title: Staff turnover
definition: People who left in the twelve months to the latest staff snapshot in the period, divided by how many were employed in them on average.
aliases: [attrition, retention]
group: staffing
unit: percent
direction: neutral
time: snapshot
chart: xmr
ties: [staff.team, staff.role, staff.fte]
extracts: [staff]
looks_back: 12
dimensions: [role, contract]
public: [total]
beside: [staff-leavers, staff-headcount]
caveats:
  - Each month's figure is of twelve months, so one month's leavers are in twelve of them, and neighbouring months are alike.
  - Somebody who moves to another role isn't a leaver.
*/
-- Grain: one row per snapshot, role and contract.
select
  snapshot_on,
  leavers as numerator,
  mean_headcount as denominator,
  role,
  contract
from marts.staff_turnover
