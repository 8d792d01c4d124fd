/*
title: Information requests to be clarified
definition: Information requests of which the requester was asked in the period what they want, by whether they have replied.
aliases: [freedom of information, clarification]
group: requests
unit: requests
direction: neutral
time: flow
extracts: [information_requests]
dimensions: [reply, kind]
reference: request_reference
public: [total]
beside: [foi-received, foi-answered-20wd]
*/
-- Grain: one row per request of which the requester was asked what they want.
select
  clarification_asked_on as counted_on,
  1 as numerator,
  case when is_clarified then 'replied' else 'no reply yet' end as reply,
  request_type as kind,
  request_reference
from marts.information_requests
where clarification_asked_on is not null
