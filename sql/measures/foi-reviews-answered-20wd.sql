/*
title: Internal reviews of {freedom of information request}s answered in {internal review}
definition: Of internal reviews of freedom of information requests due in the period, the share answered by then, within {internal review} of the day the review was asked for. A day off in {internal review|calendar} is not a working day.
aliases: [freedom of information, appeals, on time]
group: requests
unit: percent
direction: increase
time: flow
meanings: { request_type: [freedom of information] }
extracts: [information_requests]
clocks: [internal review, internal review at most, internal review asked for]
reference: request_reference
dimensions: []
public: [total]
beside: [foi-reviews-open-past-20wd]
caveats:
  - A later date that the requester was told of stands, up to {internal review at most} after the review was asked for.
  - A review asked for more than {internal review asked for} after the answer need not be taken up, and isn't counted.
*/
-- Grain: one row per internal review of a freedom of information request, counted when it falls due.
select
  request_reference,
  due_on as counted_on,
  coalesce(answered_on <= due_on, false)::integer as numerator,
  1 as denominator
from marts.request_reviews
where is_foi
  and is_asked_in_time
  and is_clock_known
