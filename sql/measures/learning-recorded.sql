/*
title: Learning recorded
definition: Of feedback cases closed in the period, the share with learning recorded or with it stated that none was found.
aliases: [lessons, improvement]
group: quality
unit: percent
direction: increase
time: flow
extracts: [feedback]
dimensions: [learning, category, team, officer]
reference: feedback_reference
public: [total]
caveats:
  - Cases passed on or withdrawn were not concluded by {feedback team}, and are not counted.
  - A case opened again counts by its last closing, and as open until then.
*/
-- Grain: one row per feedback case closed.
select
  closed_on as counted_on,
  (learning is not null)::integer as numerator,
  1 as denominator,
  coalesce(learning, 'nothing stated') as learning,
  category,
  team,
  officer,
  feedback_reference
from marts.feedback
where closed_on is not null
  and closure_meaning = 'closed'
  and is_learning_known
