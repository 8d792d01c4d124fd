-- What happened to the items of the assurance registers, so that a meeting can be told what has changed since the
-- last. Of an item's updates the register keeps only the latest; one made on the day of another event of
-- the item tells nothing more and is left out.
-- Grain: one row per event: its kind, and the item, milestone or action it happened to.
--   event_reference: the item, milestone or action it happened to
--   event: what happened
--   happened_on: the day it happened
--   item_reference: the register item
--   register: the register of the item; no register where it has none
with

items as (
  select *
  from marts.register_items
),

milestones as (
  select milestone_reference, item_reference, reached_on
  from marts.register_milestones
  where has_item
),

actions as (
  select action_reference, item_reference, agreed_on, done_on
  from marts.register_actions
),

events as (
  select item_reference as event_reference, item_reference, 'received' as event, received_on as happened_on
  from items

  union all

  select item_reference, item_reference, 'decision sought', decision_sought_on
  from items

  union all

  select item_reference, item_reference, 'decided', decision_made_on
  from items

  union all

  select item_reference, item_reference, 'answered', answered_on
  from items

  union all

  select item_reference, item_reference, 'closed', closed_on
  from items

  union all

  select milestone_reference, item_reference, 'milestone reached', reached_on
  from milestones

  union all

  select action_reference, item_reference, 'action agreed', agreed_on
  from actions

  union all

  select action_reference, item_reference, 'action done', done_on
  from actions
),

updates as (
  select items.item_reference, items.updated_on
  from items
  anti join events
    on events.item_reference = items.item_reference
    and events.happened_on = items.updated_on
),

all_events as (
  select event_reference, item_reference, event, happened_on
  from events

  union all

  select item_reference, item_reference, 'updated', updated_on
  from updates
)

select
  all_events.event_reference,
  all_events.event,
  all_events.happened_on,
  all_events.item_reference,
  coalesce(items.register, 'no register') as register
from all_events
left join items on items.item_reference = all_events.item_reference
where all_events.happened_on is not null
order by all_events.happened_on, all_events.event_reference, all_events.event
