-- Milestones of the cases the assurance meeting oversees, and the day each became the next to reach: when those due
-- before it had all been reached.
-- Grain: one row per milestone.
--   milestone_reference: the milestone
--   item_reference: the register item
--   milestone: what is to be reached
--   due_on: the last day in time
--   reached_on: the day it was reached; empty while not
--   is_reaching_known: whether the day it was reached, or that it was not, is known
--   next_from_on: the day it became the next to reach; empty while an earlier one is not reached
--   has_item: whether the item it is about is known
with

milestones as (
  select
    * exclude (blanked),
    not list_contains(blanked, 'reached_on') as is_reaching_known,
    -- Empty while an earlier one is not reached. One whose day can't be read was reached.
    if(
      count(reached_on) over earlier = count(*) filter (where is_reaching_known) over earlier,
      max(reached_on) over earlier,
      null
    ) as earlier_reached_on,
    count(*) filter (where is_reaching_known) over earlier = 0 as is_first
  from staging.register_milestones
  window earlier as (
    partition by item_reference
    order by due_on, milestone_reference
    rows between unbounded preceding and 1 preceding
  )
),

items as (
  select item_reference, received_on
  from staging.register_items
)

select
  milestones.milestone_reference,
  milestones.item_reference,
  milestones.milestone,
  milestones.due_on,
  milestones.reached_on,
  milestones.is_reaching_known,
  if(milestones.is_first, items.received_on, milestones.earlier_reached_on) as next_from_on,
  items.item_reference is not null as has_item
from milestones
left join items on items.item_reference = milestones.item_reference
order by milestones.milestone_reference
