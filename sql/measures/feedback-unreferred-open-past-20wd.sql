/*
title: Open unreferred feedback past {day 20 of receipt} from receipt
definition: Feedback cases still open and not referred to the casework team at the end of the period, more than {day 20 of receipt} after receipt.
aliases: [overdue, late]
group: timeliness
unit: cases
direction: decrease
time: stock
extracts: [feedback]
clocks: [day 20 of receipt]
dimensions: [team, category, channel, officer]
reference: feedback_reference
public: [total]
beside: [feedback-unreferred-20wd]
*/
-- Grain: one row per feedback case, from the day after the twentieth working day from receipt until it is referred or
-- closed.
select
  receipt_day_20_on + 1 as from_on,
  least(referred_on, closed_on) as until_on,
  1 as numerator,
  team,
  category,
  channel,
  officer,
  feedback_reference
from marts.feedback
where is_referral_known
  and is_closing_known
