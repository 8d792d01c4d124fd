-- Enquiries from those who represent people to the office that are not routine referrals, with the last day to answer each.
-- Grain: one row per enquiry.
--   item_reference: the register item
--   received_on: the day it was received
--   due_on: the last day in time
--   answered_on: the day it was answered; empty while not
--   closed_on: the day it was closed; empty while it is open
--   is_answer_known: whether the day it was answered, or that it was not, is known
--   is_end_known: whether the day it was answered or closed, or that it was neither, is known
--   ended_on: the day it was answered, or closed if that came first; empty while neither
--   channel: how it came in
--   content: what the enquiry is about
with

items as (
  select *
  from staging.register_items
  where register_meaning = 'MP enquiries'
    and is_routine_referral is distinct from true
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
)

select
  items.item_reference,
  items.received_on,
  due.last_day as due_on,
  items.answered_on,
  items.closed_on,
  not list_contains(items.blanked, 'answered_on') as is_answer_known,
  not list_has_any(items.blanked, ['answered_on', 'closed_on']) as is_end_known,
  least(items.answered_on, items.closed_on) as ended_on,
  coalesce(items.channel, 'not recorded') as channel,
  coalesce(items.content, 'not recorded') as content
from items
left join last_days as due
  on due.clock = 'MP enquiry'
  and due.starts_on = items.received_on
order by items.item_reference
