/*
title: Calls wrapped up as positive feedback
definition: Calls that the person who answered wrapped up as positive feedback about the office's service, beside all calls that chose the feedback option.
aliases: [compliments, praise, telephone]
group: contact
unit: calls
direction: neutral
time: flow
meanings: { wrap_up_code: [praise] }
extracts: [calls]
needs: { calls.line: feedback line }
dimensions: [line]
public: [total]
beside: [calls-feedback-option]
caveats:
  - The wrap-up code is picked by the person who answered, not by the caller.
*/
-- Grain: one row per day and line, for calls that chose the feedback option or were wrapped up as positive.
select
  started_on as counted_on,
  line,
  sum(calls) filter (where is_positive) as numerator,
  sum(calls) filter (where is_feedback_option) as denominator
from marts.calls
where is_positive
  or is_feedback_option
group by started_on, line
