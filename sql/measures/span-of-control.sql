/*
title: Caseworkers per operations manager
definition: The median of the caseworkers in the team of each operations manager at the latest snapshot in the period. Intake caseworkers and caseworkers count; where a team has two managers, each has half of it.
aliases: [managers, team size]
group: staffing
unit: caseworkers
direction: neutral
time: snapshot
statistic: { kind: median, of: team }
meanings: { role: [manages casework] }
extracts: [staff]
dimensions: [directorate]
public: [total]
beside: [span-of-control-lowest, span-of-control-highest]
caveats:
  - Senior caseworkers aren't counted. The source doesn't say whether its 6 to 8 includes them.
  - Snapshots are not taken at month ends; each figure states the day of its snapshot.
*/
-- Grain: one row per snapshot and team with an operations manager.
select
  snapshot_on,
  caseworkers_to_manager as numerator,
  team,
  directorate
from marts.managed_teams
