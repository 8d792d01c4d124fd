/*
title: "{from representatives} enquiries answered in {MP enquiry}"
definition: Of {from representatives} enquiries (not routine referrals) due in the period, the share answered within {MP enquiry} of receipt.
aliases: [on time, letters]
group: timeliness
unit: percent
direction: increase
of_some: true
time: flow
extracts: [register_items]
clocks: [MP enquiry]
reference: item_reference
needs: { register_items.register: MP enquiries }
meanings: { register: [MP enquiries] }
dimensions: [channel, content]
public: [total]
beside: [mp-enquiries-overdue]
caveats:
  - A limit in calendar days that falls on a day off isn't moved, so it is met on that day and has passed on the day after.
*/
-- Grain: one row per MP enquiry, counted when it falls due.
select
  item_reference,
  due_on as counted_on,
  coalesce(answered_on <= due_on, false)::integer as numerator,
  1 as denominator,
  channel,
  content
from marts.representative_enquiries
where is_answer_known
