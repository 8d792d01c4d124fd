/*
title: Information requests by working days taken
definition: Information requests answered in the period, by working days from receipt to the answer. A day off in {information request|calendar} is not a working day.
aliases: [freedom of information, waiting time]
group: requests
unit: requests
direction: neutral
time: flow
extracts: [information_requests]
clocks: [information request]
dimensions: [working_days, kind]
bands: { working_days: information requests }
reference: request_reference
public: [total, working_days]
beside: [foi-closed-by-outcome, foi-answered-20wd]
caveats:
  - Days in which the office waited for the requester to say what they want count too.
*/
-- Grain: one row per request that was answered.
select
  sent_on as counted_on,
  1 as numerator,
  working_days_band as working_days,
  request_type as kind,
  request_reference
from marts.information_requests
where sent_on is not null
  and not is_withdrawn
