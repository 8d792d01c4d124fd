/*
title: Survey response
definition: Of people and bodies asked in surveys that ended in the period, the share that answered.
aliases: [response rate]
group: quality
unit: percent
direction: increase
time: flow
extracts: [surveys]
dimensions: [commitment, audience]
public: [total]
beside: [survey-positive]
caveats:
  - A survey counts in the month its span ends.
*/
-- Grain: one row per audience, commitment and span.
select
  to_on as counted_on,
  answered as numerator,
  asked as denominator,
  commitment,
  audience
from marts.surveys
where asked is not null
  and answered is not null
