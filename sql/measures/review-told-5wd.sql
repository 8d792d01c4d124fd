/*
title: Service users told in {service user told}
definition: Of service users told in the period what the casework team decided about a review, the share told within {service user told} of that decision. The last step of three.
aliases: [on time, appeals]
group: timeliness
unit: percent
direction: increase
time: flow
extracts: [reviews]
clocks: [service user told]
dimensions: [criterion, team_decision, category, team]
dimension_extracts: { category: [feedback], team: [feedback] }
reference: review_reference
public: [total]
beside: [review-told-open-past-5wd, review-team-decision-10wd]
caveats:
  - A share of those told hides those still to be told, so the decisions past {service user told|day} are shown beside it.
  - Requests that were never proposed to a casework team have no such decision and are not counted.
*/
-- Grain: one row per decision of a casework team that the service user has been told.
select
  told_on as counted_on,
  (told_on <= told_due_on)::integer as numerator,
  1 as denominator,
  criterion,
  team_decision,
  category,
  team,
  review_reference
from marts.reviews
where team_decided_on is not null
  and told_on is not null
