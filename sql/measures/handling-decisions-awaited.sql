/*
title: Handling decisions awaited
definition: Referrals that meet a criterion for specific handling and at the end of the period awaited a decision sought of {decision makers}, by criterion.
aliases: [waiting for a decision, decisions owed]
group: registers
unit: referrals
direction: decrease
time: stock
extracts: [register_items]
dimensions: [criterion, register]
reference: item_reference
public: [total]
*/
-- Grain: one row per referral, from the day a decision is sought until it is made or the referral is closed.
select
  decision_sought_on as from_on,
  decision_settled_on as until_on,
  1 as numerator,
  criterion,
  register,
  item_reference
from marts.register_items
where criterion is not null
  and decision_sought_on is not null
  and is_decision_known
  and is_closing_known
