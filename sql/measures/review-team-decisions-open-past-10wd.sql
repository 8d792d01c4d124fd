/*
title: Review proposals undecided past {team decision} from being sent
definition: Reviews proposed to a casework team that it had not decided at the end of the period, more than {team decision} after the proposal was sent.
aliases: [overdue, late, appeals]
group: timeliness
unit: proposals
direction: decrease
time: stock
extracts: [reviews]
clocks: [team decision]
dimensions: [criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total]
beside: [review-team-decision-10wd]
*/
-- Grain: one row per proposal sent, from the day after its day 10 until it is decided or the review ends.
select
  team_decision_due_on + 1 as from_on,
  least(team_decided_on, completed_on) as until_on,
  1 as numerator,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where sent_to_team_on is not null
  and is_team_decision_known
  and is_completion_known
