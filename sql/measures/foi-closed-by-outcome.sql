/*
title: Information requests closed
definition: Information requests answered or withdrawn in the period, by outcome, kind and the section of the Act relied on.
aliases: [freedom of information, refused, exemptions]
group: requests
unit: requests
direction: neutral
time: flow
extracts: [information_requests]
dimensions: [outcome, kind, section]
reference: request_reference
public: [total, outcome]
beside: [foi-received, foi-days]
caveats:
  - Where no section was relied on, none is recorded.
*/
-- Grain: one row per request that was answered.
select
  sent_on as counted_on,
  1 as numerator,
  outcome,
  request_type as kind,
  section,
  request_reference
from marts.information_requests
where sent_on is not null
