/*
title: Enquiries to the Ombudsman or CEO
definition: Enquiries addressed to the Ombudsman or the CEO received in the period and logged in any assurance register, by channel, content and sender.
group: registers
unit: enquiries
direction: neutral
source: CAP 1.1, 1.2, 1.8
time: flow
extracts: [register_items]
dimensions: [channel, content, sender_type, register]
reference: item_reference
public: [total, channel]
caveats:
  - Routine referrals by MPs are included.
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
