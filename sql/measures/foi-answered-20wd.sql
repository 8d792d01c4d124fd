/*
title: FOI requests answered in 20 working days
definition: Of freedom of information requests due in the period, the share answered within 20 working days of receipt. A bank holiday in any part of the UK is not a working day.
group: requests
unit: percent
direction: increase
source: FOI-2
time: flow
extracts: [information_requests]
reference: request_reference
dimensions: [outcome]
public: [total]
beside: [foi-open-past-20wd]
caveats:
  - Requests withdrawn before they were answered are not counted.
*/
-- Grain: one row per freedom of information request, counted when it falls due.
select
  request_reference,
  due_on as counted_on,
  coalesce(sent_on <= due_on, false)::integer as numerator,
  1 as denominator,
  coalesce(outcome, 'not yet answered') as outcome
from marts.information_requests
where is_foi
  and not is_withdrawn
