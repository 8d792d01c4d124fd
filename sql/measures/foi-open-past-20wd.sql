/*
title: FOI requests open past day 20
definition: Freedom of information requests still unanswered at the end of the period, more than 20 working days after receipt.
group: requests
unit: requests
direction: decrease
source: FOI-2
time: stock
extracts: [information_requests]
reference: request_reference
dimensions: []
public: [total]
beside: [foi-answered-20wd]
*/
-- Grain: one row per freedom of information request, from the day after its day 20 until it is answered.
select
  request_reference,
  (due_on + 1)::date as from_on,
  sent_on as until_on,
  1 as numerator
from marts.information_requests
where is_foi
  and not is_withdrawn
