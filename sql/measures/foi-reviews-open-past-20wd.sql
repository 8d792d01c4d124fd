/*
title: Internal reviews of {freedom of information request}s open past {internal review}
definition: Internal reviews of freedom of information requests still unanswered at the end of the period, past their limit of {internal review} after they were asked for.
aliases: [freedom of information, appeals, overdue, late]
group: requests
unit: reviews
direction: decrease
time: stock
meanings: { request_type: [freedom of information] }
extracts: [information_requests]
clocks: [internal review, internal review at most, internal review asked for]
reference: request_reference
dimensions: []
public: [total]
beside: [foi-reviews-answered-20wd]
caveats:
  - A later date that the requester was told of stands, up to {internal review at most} after the review was asked for.
  - A review asked for more than {internal review asked for} after the answer need not be taken up, and isn't counted.
*/
-- Grain: one row per internal review of a freedom of information request, from the day after its limit until it is answered.
select
  request_reference,
  due_on + 1 as from_on,
  answered_on as until_on,
  1 as numerator
from marts.request_reviews
where is_foi
  and is_asked_in_time
  and is_clock_known
