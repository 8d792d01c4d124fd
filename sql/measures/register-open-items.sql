/*
title: Open items in the assurance registers
definition: Items open in the assurance registers at the end of the period, by register, age since receipt and next milestone.
aliases: [backlog, work in hand]
group: registers
unit: items
direction: neutral
time: stock
extracts: [register_items, register_milestones]
dimensions: [register, age, next_milestone, criterion, owner]
bands: { age: register items }
reference: item_reference
public: [total]
caveats:
  - The next milestone is the first by due date that has not been reached; most items have none set.
*/
-- Grain: one row per register item, age and next milestone.
select
  from_on,
  until_on,
  1 as numerator,
  register,
  age,
  next_milestone,
  coalesce(criterion, case when is_criterion_known then 'no criterion' else 'not recorded' end) as criterion,
  owner,
  item_reference
from marts.register_open_spans
