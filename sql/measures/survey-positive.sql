/*
title: Survey answers that were positive
definition: Of answers to the surveys of complainants and bodies that ended in the period, the share that was positive on the commitment asked about.
aliases: [satisfaction, customer satisfaction]
group: quality
unit: percent
direction: increase
time: flow
has_interval: true
extracts: [surveys]
dimensions: [commitment, audience]
public: [total, commitment, audience]
beside: [survey-answered, sample-outcome-met, sample-method-met]
caveats:
  - A survey counts in the month its span ends.
  - One person answers on several commitments, and counts on each.
  - Who answers may differ from who doesn't, and the interval doesn't allow for that.
  - The total is over commitments and both audiences. Read it by each.
*/
-- Grain: one row per audience, commitment and span.
select
  to_on as counted_on,
  positive as numerator,
  answered as denominator,
  commitment,
  audience
from marts.surveys
where positive is not null
  and answered is not null
