/*
title: Information requests received
definition: Freedom of information, environmental information, data-protection and subject-access requests received in the period, by kind.
aliases: [freedom of information, subject access]
group: requests
unit: requests
direction: neutral
time: flow
extracts: [information_requests]
dimensions: [kind, channel]
reference: request_reference
public: [total, kind]
beside: [foi-closed-by-outcome, foi-answered-20wd]
*/
-- Grain: one row per request.
select
  received_on as counted_on,
  1 as numerator,
  request_type as kind,
  channel,
  request_reference
from marts.information_requests
