/*
title: Positive feedback
definition: Feedback cases received in the period that praise the office or its staff. Duplicates and cases merged into another aren't counted.
aliases: [compliments, praise, thanks]
group: reviews
unit: cases
direction: neutral
time: flow
meanings: { feedback_category: [praise] }
extracts: [feedback]
dimensions: [channel, team]
reference: feedback_reference
public: [total, channel]
*/
-- Grain: one row per case of positive feedback.
select
  received_on as counted_on,
  1 as numerator,
  channel,
  team,
  feedback_reference
from marts.feedback
where category_meaning = 'praise'
