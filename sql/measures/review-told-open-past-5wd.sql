/*
title: Service users not told past {service user told} from the decision
definition: Decisions of casework teams on a review that the service user had not been told at the end of the period, more than {service user told} after the decision.
aliases: [overdue, late, appeals]
group: timeliness
unit: decisions
direction: decrease
time: stock
extracts: [reviews]
clocks: [service user told]
dimensions: [criterion, team_decision, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total]
beside: [review-told-5wd]
*/
-- Grain: one row per decision of a casework team, from the day after its day 5 until the service user is told or the
-- review ends.
select
  told_due_on + 1 as from_on,
  least(told_on, completed_on) as until_on,
  1 as numerator,
  criterion,
  team_decision,
  category,
  team,
  review_reference
from marts.reviews
where team_decided_on is not null
  and is_telling_known
  and is_completion_known
