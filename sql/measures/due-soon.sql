/*
title: Feedback near its limit
definition: Open feedback cases that reach {day 20|day} or {week 8|day} from allocation in the {due soon} after the end of the period, by officer.
aliases: [deadlines, about to be late]
group: caseload
unit: cases
direction: neutral
time: stock
extracts: [feedback]
clocks: [day 20, week 8]
dimensions: [clock, officer, team]
reference: feedback_reference
public: []
beside: [feedback-open-past-20wd, feedback-over-8-weeks]
caveats:
  - Closing these within the days left keeps them in time; from the day of the limit a case is no longer counted here.
*/
-- Grain: one row per feedback case and clock, from the fifth working day before its limit until that day or its closing.
select
  soon_from_on as from_on,
  least(limit_on, closed_on) as until_on,
  1 as numerator,
  limit_called as clock,
  officer,
  team,
  feedback_reference
from marts.feedback_clocks
