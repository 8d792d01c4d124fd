/*
title: Longest wait to be allocated
definition: Days since receipt of the feedback case that had waited longest to be allocated at the end of the period.
aliases: [waiting time, backlog, unallocated]
group: caseload
unit: days
direction: decrease
time: stock
statistic: { kind: oldest }
extracts: [feedback]
dimensions: [category, channel]
reference: feedback_reference
public: []
beside: [feedback-queue]
*/
-- Grain: one row per feedback case, from receipt until it is allocated or closed.
select
  received_on as from_on,
  waited_until_on as until_on,
  received_on as since_on,
  category,
  channel,
  feedback_reference
from marts.feedback
where is_wait_known
