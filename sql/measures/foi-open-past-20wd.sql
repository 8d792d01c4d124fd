/*
title: "{freedom of information request}s open past {information request}"
definition: Freedom of information requests still unanswered at the end of the period, past their limit of {information request} after receipt.
aliases: [freedom of information, overdue, late]
group: requests
unit: requests
direction: decrease
time: stock
meanings: { request_type: [freedom of information] }
extracts: [information_requests]
clocks: [information request, information request put off]
ties:
  - information_requests.clarification_asked_on
  - information_requests.clarified_on
  - information_requests.extended_to
reference: request_reference
dimensions: []
public: [total]
beside: [foi-answered-20wd]
caveats:
  - Where the requester was asked what they want, the {information request|number} days begin anew the day after their reply; one who hasn't replied isn't counted. A later date that the requester was told of, or that the log has without saying why, stands.
*/
-- Grain: one row per freedom of information request, from the day after its limit until it is answered.
select
  request_reference,
  due_on + 1 as from_on,
  sent_on as until_on,
  1 as numerator
from marts.information_requests
where is_foi
  and not is_withdrawn
  and is_clock_known
