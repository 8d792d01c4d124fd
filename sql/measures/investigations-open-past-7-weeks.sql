/*
title: Investigations open past {week 7}
definition: Detailed investigations still open at the end of the period, more than {week 7} ({week 7|days}) after assignment to a caseworker.
aliases: [overdue, late]
group: timeliness
unit: investigations
direction: decrease
time: stock
meanings: { stage: [investigation] }
extracts: [stages]
clocks: [week 7]
reference: case_reference
dimensions: [jurisdiction, team]
dimension_extracts: { jurisdiction: [cases] }
public: [total, jurisdiction]
beside: [investigation-closed-7-weeks]
caveats:
  - A limit in calendar days that falls on a day off isn't moved, so it is met on that day and has passed on the day after.
*/
-- Grain: one row per detailed investigation, from the day after its seventh week until it ends.
select
  case_reference,
  week_7_on + 1 as from_on,
  ended_on as until_on,
  1 as numerator,
  jurisdiction,
  team
from marts.investigations
where assigned_on is not null
  and is_end_known
