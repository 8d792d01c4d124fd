/*
title: Oldest open item in the assurance registers
definition: Days since receipt of the oldest item open in the assurance registers at the end of the period.
aliases: [waiting time, longest open]
group: registers
unit: days
direction: decrease
time: stock
statistic: { kind: oldest }
extracts: [register_items]
dimensions: [register, owner]
reference: item_reference
public: []
beside: [register-open-items]
*/
-- Grain: one row per register item, from receipt until it is closed.
select
  received_on as from_on,
  closed_on as until_on,
  received_on as since_on,
  register,
  owner,
  item_reference
from marts.register_items
where is_closing_known
