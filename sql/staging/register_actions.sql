-- Actions agreed at an assurance meeting, with the measure each was meant to move.
-- Grain: one row per action.
select
  action_reference,
  item_reference,
  action,
  owner,
  agreed_on,
  due_on,
  done_on,
  measure,
  blanked
from raw.register_actions
