/*
title: "{freedom of information request}s answered in {information request}"
definition: Of freedom of information requests due in the period, the share answered by then, within {information request} of receipt. A day off in {information request|calendar} is not a working day.
aliases: [freedom of information, on time, timeliness]
group: requests
unit: percent
direction: increase
time: flow
meanings: { request_type: [freedom of information] }
extracts: [information_requests]
clocks: [information request, information request put off]
ties:
  - information_requests.clarification_asked_on
  - information_requests.clarified_on
  - information_requests.extended_to
reference: request_reference
dimensions: [outcome]
public: [total]
beside: [foi-open-past-20wd]
caveats:
  - Where the requester was asked what they want, the {information request|number} days begin anew the day after their reply; one who hasn't replied isn't counted. A later date that the requester was told of, or that the log has without saying why, stands.
  - Requests withdrawn before they were answered are not counted.
*/
-- Grain: one row per freedom of information request, counted when it falls due.
select
  request_reference,
  due_on as counted_on,
  coalesce(sent_on <= due_on, false)::integer as numerator,
  1 as denominator,
  coalesce(outcome, case when is_outcome_known then 'not yet answered' else 'not recorded' end) as outcome
from marts.information_requests
where is_foi
  and not is_withdrawn
  and is_clock_known
