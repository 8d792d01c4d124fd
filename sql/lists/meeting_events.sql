-- What happened in the registers since the last meeting, in order.
-- Grain: one row per event: its kind, and the item, milestone or action it happened to.
--   event_reference: the item, milestone or action it happened to
--   event: what happened
--   happened_on: the day it happened
--   item_reference: the register item
--   register: the register of the item; no register where it has none
select
  events.event_reference,
  events.event,
  events.happened_on,
  events.item_reference,
  events.register
from marts.register_events as events
cross join lists.today
where events.happened_on > today.since
  and events.happened_on <= today.as_at
order by events.happened_on, events.event_reference, events.event
