/*
title: Review requests undecided past {review proposal} from receipt
definition: Requests to review a decision on which {feedback team} had not decided whether to propose a review at the end of the period, more than {review proposal} after receipt.
aliases: [overdue, late, appeals]
group: timeliness
unit: requests
direction: decrease
time: stock
extracts: [reviews]
clocks: [review proposal]
dimensions: [criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total]
beside: [review-proposal-5wd]
*/
-- Grain: one row per request, from the day after its day 5 until it is decided or the review ends.
select
  proposal_due_on + 1 as from_on,
  least(proposal_decided_on, completed_on) as until_on,
  1 as numerator,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where is_proposal_known
  and is_completion_known
