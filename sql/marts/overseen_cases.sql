-- Register items with milestones: the cases the assurance meeting oversees. The register keeps only the
-- latest update, so the first milestone after it that has fallen due is the one it has missed.
-- Grain: one row per register item with a milestone.
--   item_reference: the register item
--   register: which assurance register it is in
--   criterion: the criterion it meets; empty where it meets none
--   owner: the role that answers for it
--   updated_on: the day of its latest update
--   is_update_known: whether the day of its latest update, or that it has none, is known
--   closed_on: the day it was closed; empty while it is open
--   is_closing_known: whether the day it was closed, or that it is open, is known
--   missed_milestone_on: the first milestone due since its latest update; empty where there is none
with

items as (
  select item_reference, register, criterion, owner, received_on, updated_on, is_update_known, closed_on, is_closing_known
  from marts.register_items
),

milestones as (
  select item_reference, due_on
  from marts.register_milestones
),

missed as (
  select
    items.item_reference,
    min(milestones.due_on) filter (where milestones.due_on > coalesce(items.updated_on, items.received_on))
      as missed_milestone_on
  from items
  join milestones on milestones.item_reference = items.item_reference
  group by items.item_reference
)

select
  items.item_reference,
  items.register,
  items.criterion,
  items.owner,
  items.updated_on,
  items.is_update_known,
  items.closed_on,
  items.is_closing_known,
  missed.missed_milestone_on
from items
join missed on missed.item_reference = items.item_reference
order by items.item_reference
