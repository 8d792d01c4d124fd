-- Actions agreed at an assurance meeting, whether they are done, and the register of the item they are about.
-- Grain: one row per action.
--   action_reference: the action
--   item_reference: the register item
--   action: what was agreed to be done
--   owner: the role that answers for it
--   agreed_on: the day of the meeting that agreed it
--   due_on: the last day in time
--   done_on: the day it was done; empty while not
--   measure: the id of the measure it was meant to move
--   is_completion_known: whether the day it was done, or that it is not, is known
--   is_done: whether it is done
--   register: the register of its item; no register where it has none
--   has_item: whether the item it is about is known
with

actions as (
  select * from staging.register_actions
),

items as (
  select item_reference, register
  from staging.register_items
)

select
  actions.* exclude (blanked) replace (
    coalesce(actions.action, 'not recorded') as action,
    coalesce(actions.owner, 'not recorded') as owner
  ),
  not list_contains(actions.blanked, 'done_on') as is_completion_known,
  actions.done_on is not null or not is_completion_known as is_done,
  coalesce(items.register, 'no register') as register,
  items.item_reference is not null as has_item
from actions
left join items on items.item_reference = actions.item_reference
order by actions.action_reference
