/*
title: Feedback closed in {day 20}
definition: Of feedback cases closed or passed on in the period, the share closed or passed on within {day 20} of allocation. Duplicates and cases merged into another aren't counted.
aliases: [on time, timeliness, waiting time, service standard]
group: timeliness
unit: percent
direction: increase
time: flow
meanings: { feedback_closure: [closed, passed on] }
extracts: [feedback]
clocks: [day 20]
reference: feedback_reference
dimensions: [team, category, channel, officer]
public: [total, category]
beside: [feedback-open-past-20wd]
caveats:
  - A rate over closed cases alone hides the old open ones, so the open cases past {day 20} from allocation are shown beside it.
  - Cases closed without ever being allocated have no clock and are not counted.
  - A case opened again counts by its last closing, and as open until then.
*/
-- Grain: one row per feedback case closed or passed on.
select
  feedback_reference,
  closed_on as counted_on,
  (closed_on <= day_20_on)::integer as numerator,
  1 as denominator,
  team,
  category,
  channel,
  officer
from marts.feedback
where closed_on is not null
  and is_completed
  and allocated_on is not null
