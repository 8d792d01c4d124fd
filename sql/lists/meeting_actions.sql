-- The actions agreed at an assurance meeting and not done, and those agreed or done since the last meeting, by the day they are due.
-- Grain: one row per action.
--   action_reference: the action
--   item_reference: the register item
--   register: the register of its item; no register where it has none
--   action: what was agreed to be done
--   owner: the role that answers for it
--   agreed_on: the day of the meeting that agreed it
--   due_on: the last day in time
--   done_on: the day it was done, if by the day asked about
--   is_overdue: whether its day has passed and it is not done
--   measure: the id of the measure it was meant to move
select
  actions.action_reference,
  if(actions.has_item, actions.item_reference, null) as item_reference,
  actions.register,
  actions.action,
  actions.owner,
  actions.agreed_on,
  actions.due_on,
  if(actions.done_on <= today.as_at, actions.done_on, null) as done_on,
  coalesce(actions.due_on < today.as_at and (actions.done_on is null or actions.done_on > today.as_at), false) as is_overdue,
  actions.measure
from marts.register_actions as actions
cross join lists.today
where actions.agreed_on <= today.as_at
  and actions.is_completion_known
  and (actions.done_on is null or actions.done_on > today.since or actions.agreed_on > today.since)
order by actions.due_on nulls last, actions.action_reference
