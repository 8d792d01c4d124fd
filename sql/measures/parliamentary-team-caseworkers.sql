/*
title: Caseworkers in teams of one directorate
definition: Caseworkers (not intake or senior) at the latest snapshot in the period who are in teams of the directorate that measures.yaml names, out of all caseworkers. The difference is the rest.
group: staffing
unit: people
direction: neutral
of_some: true
time: snapshot
meanings: { role: [casework] }
extracts: [staff]
needs: { staff.directorate: parliamentary directorate }
ties: [staff.team]
dimensions: [team, contract]
public: [total]
beside: [caseworkers]
caveats:
  - A person in two posts counts once, in the post of the larger part of full time; of equal parts, in the first by name of team.
*/
-- Grain: one row per snapshot and caseworker.
select
  snapshot_on,
  is_of_directorate::integer as numerator,
  1 as denominator,
  team,
  contract
from marts.staff
where role_meaning = 'casework'
  and is_main
