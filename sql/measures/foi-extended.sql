/*
title: Information requests extended
definition: Information requests received in the period whose requester was told of a later date, to weigh the public interest.
aliases: [freedom of information, public interest test]
group: requests
unit: requests
direction: neutral
time: flow
extracts: [information_requests]
dimensions: [kind]
reference: request_reference
public: [total]
beside: [foi-received, foi-answered-20wd]
caveats:
  - The day a requester was told isn't recorded, so a request counts by the day it was received.
*/
-- Grain: one row per request extended.
select
  received_on as counted_on,
  1 as numerator,
  request_type as kind,
  request_reference
from marts.information_requests
where extended_to is not null
