/*
title: Post-review correspondence
definition: Feedback cases received in the period from people writing again after a review. Duplicates and cases merged into another aren't counted.
aliases: [letters after a review]
group: reviews
unit: cases
direction: neutral
time: flow
meanings: { feedback_category: [after a review] }
extracts: [feedback]
dimensions: [channel, team]
reference: feedback_reference
public: [total, channel]
*/
-- Grain: one row per case of post-review correspondence.
select
  received_on as counted_on,
  1 as numerator,
  channel,
  team,
  feedback_reference
from marts.feedback
where category_meaning = 'after a review'
