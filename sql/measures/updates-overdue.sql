/*
title: Overseen cases without an update
definition: Cases the assurance meeting oversees, open at the end of the period, with no update since their last milestone fell due.
aliases: [late, no news]
group: registers
unit: cases
direction: decrease
time: stock
extracts: [register_items, register_milestones]
dimensions: [register, criterion, owner]
reference: item_reference
public: [total]
caveats:
  - The register keeps only the latest update of each case.
  - An overseen case is one with milestones.
*/
-- Grain: one row per overseen case that missed a milestone, from the day after it fell due until the case is closed.
select
  missed_milestone_on + 1 as from_on,
  closed_on as until_on,
  1 as numerator,
  register,
  criterion,
  owner,
  item_reference
from marts.overseen_cases
where missed_milestone_on is not null
  and is_update_known
  and is_closing_known
