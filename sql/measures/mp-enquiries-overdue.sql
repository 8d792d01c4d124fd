/*
title: "{from representatives} enquiries open past {MP enquiry}"
definition: "{from representatives} enquiries (not routine referrals) neither answered nor closed at the end of the period, more than {MP enquiry} after receipt."
aliases: [overdue, late, letters]
group: registers
unit: enquiries
direction: decrease
of_some: true
time: stock
extracts: [register_items]
clocks: [MP enquiry]
reference: item_reference
needs: { register_items.register: MP enquiries }
meanings: { register: [MP enquiries] }
dimensions: [channel, content]
public: [total]
beside: [mp-enquiry-28d]
caveats:
  - A limit in calendar days that falls on a day off isn't moved, so it is met on that day and has passed on the day after.
*/
-- Grain: one row per MP enquiry, from the day after it was due until it is answered or closed.
select
  item_reference,
  due_on + 1 as from_on,
  ended_on as until_on,
  1 as numerator,
  channel,
  content
from marts.representative_enquiries
where is_end_known
