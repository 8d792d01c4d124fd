/*
title: General comments
definition: Feedback cases received in the period that make general comments about the office. Duplicates and cases merged into another aren't counted.
aliases: [suggestions, remarks]
group: reviews
unit: cases
direction: neutral
time: flow
meanings: { feedback_category: [comment] }
extracts: [feedback]
dimensions: [channel, team]
reference: feedback_reference
public: [total, channel]
*/
-- Grain: one row per case of general comments.
select
  received_on as counted_on,
  1 as numerator,
  channel,
  team,
  feedback_reference
from marts.feedback
where category_meaning = 'comment'
