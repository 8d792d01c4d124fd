/*
title: Unreferred feedback completed in {day 20 of receipt}
definition: Of feedback cases closed or passed on in the period without being referred to the casework team, the share completed within {day 20 of receipt} of receipt.
aliases: [on time, timeliness]
group: timeliness
unit: percent
direction: increase
time: flow
extracts: [feedback]
clocks: [day 20 of receipt]
dimensions: [team, category, channel, officer]
reference: feedback_reference
public: [total, category]
beside: [feedback-unreferred-open-past-20wd, feedback-closed-20wd]
caveats:
  - This clock starts at receipt; that of feedback closed in {day 20} starts at allocation.
  - Cases withdrawn are not completed, and are not counted.
  - A case opened again counts by its last closing, and as open until then.
*/
-- Grain: one row per feedback case closed or passed on without referral.
select
  closed_on as counted_on,
  (closed_on <= receipt_day_20_on)::integer as numerator,
  1 as denominator,
  team,
  category,
  channel,
  officer,
  feedback_reference
from marts.feedback
where closed_on is not null
  and is_completed
  and received_on is not null
  and referred_on is null
  and is_referral_known
