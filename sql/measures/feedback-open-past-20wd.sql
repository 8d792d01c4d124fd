/*
title: Open feedback past {day 20} from allocation
definition: Feedback cases still open at the end of the period, more than {day 20} after allocation.
aliases: [overdue, late, backlog]
group: timeliness
unit: cases
direction: decrease
time: stock
extracts: [feedback]
clocks: [day 20]
reference: feedback_reference
dimensions: [team, category, officer]
public: [total]
beside: [feedback-closed-20wd]
*/
-- Grain: one row per feedback case, from the day after its day 20 until it is closed.
select
  feedback_reference,
  day_20_on + 1 as from_on,
  closed_on as until_on,
  1 as numerator,
  team,
  category,
  officer
from marts.feedback
where allocated_on is not null
  and is_closing_known
