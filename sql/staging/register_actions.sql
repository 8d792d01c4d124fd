-- Actions agreed at an assurance meeting.
-- Grain: one row per action.
select
  action_reference,
  item_reference,
  action,
  owner,
  agreed_on,
  due_on,
  done_on
from raw.register_actions
