-- The days each register item was open, cut where its age passes a limit and where its next milestone changes. The
-- next milestone is the first, by due date, that has not been reached.
-- Grain: one row per register item, age and next milestone.
--   item_reference: the register item
--   register: which assurance register it is in
--   criterion: the criterion it meets; empty where it meets none
--   is_criterion_known: whether that, or that it meets none, is known
--   owner: the role that answers for it
--   age: the band its age is in, of data/age-bands.csv
--   next_milestone: its next milestone; all reached, or none set
--   from_on: the first day it counts
--   until_on: the first day it no longer counts; empty while it lasts
with

items as (
  select item_reference, register, criterion, is_criterion_known, owner, received_on, closed_on
  from marts.register_items
  where is_closing_known
),

milestones as (
  select item_reference, milestone, next_from_on, reached_on
  from marts.register_milestones
  where is_reaching_known
),

ages as (
  select banded, age, from_days, until_days
  from calendar.age_bands
),

last_reached as (
  select
    item_reference,
    if(count(reached_on) = count(*), max(reached_on), null) as reached_on
  from milestones
  group by item_reference
),

next_milestones as (
  select item_reference, milestone as next_milestone, next_from_on as from_on, reached_on as until_on
  from milestones
  where next_from_on is not null

  union all

  select item_reference, 'all reached', reached_on, null
  from last_reached
  where reached_on is not null

  union all

  select items.item_reference, 'none set', items.received_on, null
  from items
  anti join milestones on milestones.item_reference = items.item_reference
),

spans as (
  select
    items.item_reference,
    items.register,
    items.criterion,
    items.is_criterion_known,
    items.owner,
    ages.age,
    next_milestones.next_milestone,
    greatest(items.received_on + ages.from_days, next_milestones.from_on)::date as from_on,
    least(items.received_on + ages.until_days, next_milestones.until_on, items.closed_on)::date as until_on
  from items
  join ages on ages.banded = 'register items'
  join next_milestones on next_milestones.item_reference = items.item_reference
)

select *
from spans
where until_on is null
  or from_on < until_on
order by item_reference, from_on
