/*
title: Feedback acknowledged in {acknowledgement}
definition: Of feedback received by email, letter, web form or social media whose first working day after receipt fell in the period, the share acknowledged by then.
aliases: [acknowledgement, first reply]
group: timeliness
unit: percent
direction: increase
time: flow
meanings: { feedback_channel: [written] }
extracts: [feedback]
clocks: [acknowledgement]
dimensions: [channel, category, team]
reference: feedback_reference
public: [total, channel]
beside: [feedback-open-past-acknowledgement]
caveats:
  - The source says 'upon receipt'; one working day is assumed.
  - Feedback by telephone is answered as it is given, so it isn't counted.
*/
-- Grain: one row per written feedback case, counted when its acknowledgement falls due.
select
  acknowledgement_due_on as counted_on,
  coalesce(acknowledged_on <= acknowledgement_due_on, false)::integer as numerator,
  1 as denominator,
  channel,
  category,
  team,
  feedback_reference
from marts.feedback
where is_written
  and is_acknowledgement_known
