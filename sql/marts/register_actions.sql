-- Actions agreed at an assurance meeting, whether they are done, and the register of the item they are about.
-- Grain: one row per action.
with

actions as (
  select * from staging.register_actions
),

items as (
  select item_reference, register
  from staging.register_items
)

select
  actions.*,
  actions.done_on is not null as is_done,
  coalesce(items.register, 'no register') as register,
  items.item_reference is not null as has_item
from actions
left join items on items.item_reference = actions.item_reference
order by actions.action_reference
