/*
title: Cases open, by age
definition: Cases open at the end of the period, by how long ago they were received.
aliases: [backlog, old cases, how long they have waited]
group: casework
unit: cases
direction: decrease
time: stock
extracts: [cases]
dimensions: [age, jurisdiction, team]
bands: { age: open cases }
reference: case_reference
public: [total, age]
beside: [cases-open, case-time-to-decision]
caveats:
  - A case opened again is as old as its first receipt makes it.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case and age, from the day it reaches that age until it passes it or is closed.
select
  from_on,
  until_on,
  1 as numerator,
  age,
  jurisdiction,
  team,
  case_reference
from marts.case_ages
