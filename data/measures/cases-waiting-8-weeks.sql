/*
title: Cases waiting over 8 weeks
definition: Cases open at the end of the period that were received more than 8 weeks, 56 days, before and have no decision yet.
group: casework
unit: cases
direction: decrease
source: The office’s own, for the board’s question how long people wait
time: stock
extracts: [cases]
dimensions: [team, jurisdiction]
reference: case_reference
public: []
beside: [cases-open, cases-open-by-age]
caveats:
  - A case opened again is as old as its first receipt makes it.
*/
-- Grain: one row per case received more than 8 weeks ago, from the day after that until it is decided or closed.
select
  received_on + 57 as from_on,
  least(closed_on, decided_on) as until_on,
  1 as numerator,
  team,
  jurisdiction,
  case_reference
from marts.cases
where is_closing_known
  and is_decision_known
  and received_on is not null
  and (closed_on is null or received_on + 57 < closed_on)
  and (decided_on is null or received_on + 57 < decided_on)
