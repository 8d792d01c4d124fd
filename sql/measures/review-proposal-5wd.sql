/*
title: Review proposals decided in {review proposal}
definition: Of decisions in the period whether to propose a review, the share taken within {review proposal} of receiving the request. The first step of three.
aliases: [on time, appeals]
group: timeliness
unit: percent
direction: increase
time: flow
extracts: [reviews]
clocks: [review proposal]
dimensions: [criterion, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total]
beside: [review-proposals-open-past-5wd, review-team-decision-10wd]
caveats:
  - A share of decisions taken hides those still owed, so the requests past {review proposal|day} are shown beside it.
*/
-- Grain: one row per decision whether to propose a review.
select
  proposal_decided_on as counted_on,
  (proposal_decided_on <= proposal_due_on)::integer as numerator,
  1 as denominator,
  criterion,
  category,
  team,
  review_reference
from marts.reviews
where proposal_decided_on is not null
