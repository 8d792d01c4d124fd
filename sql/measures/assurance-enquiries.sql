/*
title: Enquiries to {decision makers}
definition: Enquiries addressed to {decision makers} received in the period and logged in any assurance register, by channel, content and sender.
aliases: [letters, correspondence]
group: registers
unit: enquiries
direction: neutral
time: flow
extracts: [register_items]
dimensions: [channel, content, sender_type, register]
reference: item_reference
public: [total, channel]
caveats:
  - Routine referrals are included.
*/
-- Grain: one row per register item.
select
  received_on as counted_on,
  1 as numerator,
  channel,
  content,
  sender_type,
  register,
  item_reference
from marts.register_items
