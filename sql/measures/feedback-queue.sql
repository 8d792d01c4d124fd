/*
title: Feedback waiting to be allocated
definition: Feedback cases received and not yet allocated to an officer at the end of the period, by how long they had waited since receipt.
group: caseload
unit: cases
direction: decrease
source: SM, 'minimise queue'
time: stock
extracts: [feedback]
dimensions: [age, category, channel]
reference: feedback_reference
public: [total]
*/
-- Grain: one row per feedback case and age, from the day it reaches that age until it passes it, is allocated or closed.
with

ages as (
  select *
  from (
    values
      ('0 to 7 days', 0, 8),
      ('8 to 28 days', 8, 29),
      ('over 28 days', 29, null)
  ) as ages (age, from_days, until_days)
)

select
  (feedback.received_on + ages.from_days)::date as from_on,
  least(feedback.received_on + ages.until_days, feedback.allocated_on, feedback.closed_on)::date as until_on,
  1 as numerator,
  ages.age,
  feedback.category,
  feedback.channel,
  feedback.feedback_reference
from marts.feedback
cross join ages
