/*
title: Decisions signed off before they went out
definition: Of decisions on service complaints and on whether to propose a review that went out in the period, the share the {feedback manager} had signed off by that day.
aliases: [signing off, approval]
group: quality
unit: percent
direction: increase
time: flow
extracts: [feedback, reviews]
dimensions: [decision, team]
reference: decision_reference
public: [total, decision]
caveats:
  - A service complaint's decision goes out when the case is closed; one to propose a review, when it is sent to the casework team; one not to propose, when the service user is told.
*/
-- Grain: one row per decision that went out.
select
  went_out_on as counted_on,
  coalesce(signed_off_on <= went_out_on, false)::integer as numerator,
  1 as denominator,
  decision,
  team,
  decision_reference
from marts.decisions
where went_out_on is not null
  and is_sign_off_known
