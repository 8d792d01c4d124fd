/*
title: Feedback waiting to be allocated
definition: Feedback cases received and not yet allocated to an officer at the end of the period, by how long they had waited since receipt.
aliases: [backlog, waiting list, unallocated]
group: caseload
unit: cases
direction: decrease
time: stock
extracts: [feedback]
dimensions: [age, category, channel]
bands: { age: feedback queue }
reference: feedback_reference
public: [total]
*/
-- Grain: one row per feedback case and age, from the day it reaches that age until it passes it, is allocated or closed.
select
  from_on,
  until_on,
  1 as numerator,
  age,
  category,
  channel,
  feedback_reference
from marts.feedback_queue
