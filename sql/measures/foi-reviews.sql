/*
title: Internal reviews of information requests
definition: Internal reviews of how a request for information was answered that were asked for in the period, by the kind of request.
aliases: [freedom of information, appeals]
group: requests
unit: reviews
direction: neutral
time: flow
extracts: [information_requests]
dimensions: [kind]
reference: request_reference
public: [total]
beside: [foi-reviews-answered-20wd, foi-received]
*/
-- Grain: one row per request of which a review was asked for.
select
  asked_on as counted_on,
  1 as numerator,
  request_type as kind,
  request_reference
from marts.request_reviews
