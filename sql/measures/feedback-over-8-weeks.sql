/*
title: Feedback open more than {week 8}
definition: Feedback cases still open at the end of the period, more than {week 8} ({week 8|days}) after allocation. Duplicates and cases merged into another aren't counted.
aliases: [overdue, late, long waits]
group: timeliness
unit: cases
direction: decrease
time: stock
extracts: [feedback]
clocks: [week 8]
reference: feedback_reference
dimensions: [team, category, officer]
public: [total]
caveats:
  - A limit in calendar days that falls on a day off isn't moved, so it is met on that day and has passed on the day after.
*/
-- Grain: one row per feedback case, from the day after its eighth week until it is closed.
select
  feedback_reference,
  week_8_on + 1 as from_on,
  closed_on as until_on,
  1 as numerator,
  team,
  category,
  officer
from marts.feedback
where allocated_on is not null
  and is_closing_known
