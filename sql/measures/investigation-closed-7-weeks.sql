/*
title: Investigations closed in {week 7}
definition: Of detailed investigations closed in the period, the share closed within {week 7} ({week 7|days}) of assignment to a caseworker; the count is the number beside it.
aliases: [on time, timeliness]
group: timeliness
unit: percent
direction: increase
time: flow
meanings: { stage: [investigation] }
extracts: [stages]
clocks: [week 7]
reference: case_reference
dimensions: [jurisdiction, team]
dimension_extracts: { jurisdiction: [cases] }
public: [total, jurisdiction]
beside: [investigations-open-past-7-weeks]
caveats:
  - A limit in calendar days that falls on a day off isn't moved, so it is met on that day and has passed on the day after.
  - Investigations that were never assigned have no clock and are not counted.
*/
-- Grain: one row per detailed investigation closed.
select
  case_reference,
  ended_on as counted_on,
  (ended_on <= week_7_on)::integer as numerator,
  1 as denominator,
  jurisdiction,
  team
from marts.investigations
where ended_on is not null
  and assigned_on is not null
