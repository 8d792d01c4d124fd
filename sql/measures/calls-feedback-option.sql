/*
title: Calls that chose the feedback option
definition: Calls to the line for feedback about the office in which the caller chose the option for it.
aliases: [phone calls about us, telephone]
group: contact
unit: calls
direction: neutral
time: flow
extracts: [calls]
needs: { calls.line: feedback line }
parameters: [feedback option]
dimensions: [wrap_up_code]
public: [total]
*/
-- Grain: one row per day and wrap-up code.
select
  started_on as counted_on,
  calls as numerator,
  wrap_up_code
from marts.calls
where is_feedback_option
