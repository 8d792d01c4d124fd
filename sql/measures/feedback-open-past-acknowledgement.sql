/*
title: Open feedback not acknowledged
definition: Feedback received by email, letter, web form or social media still open and not acknowledged at the end of the period, more than {acknowledgement} after receipt.
aliases: [overdue, late, no reply]
group: timeliness
unit: cases
direction: decrease
time: stock
meanings: { feedback_channel: [written] }
extracts: [feedback]
clocks: [acknowledgement]
dimensions: [channel, category, team]
reference: feedback_reference
public: [total]
beside: [feedback-acknowledged]
*/
-- Grain: one row per written feedback case, from the day after its acknowledgement was due until it is acknowledged or
-- closed.
select
  acknowledgement_due_on + 1 as from_on,
  least(acknowledged_on, closed_on) as until_on,
  1 as numerator,
  channel,
  category,
  team,
  feedback_reference
from marts.feedback
where is_written
  and is_acknowledgement_known
  and is_closing_known
