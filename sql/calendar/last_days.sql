-- The last day in time of each clock from each day it can start on: day 0 is the day it starts, and the limit is met
-- on its last day. Working days are those of England and Wales or, for freedom of information, of the whole UK.
-- Grain: one row per clock and day it starts on.
--   clock: the limit, as data/clocks.csv names it
--   starts_on: day 0
--   last_day: the last day in time
with

clocks as (
  select clock, days, counted_in
  from calendar.clocks
),

days as (
  select day, working_days, is_uk_union_working_day, uk_union_working_days
  from calendar.days
),

working_days as (
  select number, day
  from calendar.working_days
),

-- Kept, so that days and clocks are put together before what they lead to is looked for.
starts as materialized (
  select
    clocks.clock,
    clocks.counted_in,
    days.day,
    days.day + clocks.days as calendar_day,
    days.working_days + clocks.days as working_day_number,
    days.uk_union_working_days + clocks.days as uk_union_number
  from clocks
  cross join days
),

last_days as (
  select starts.clock, starts.day as starts_on, working_days.day as last_day
  from starts
  join working_days on working_days.number = starts.working_day_number
  where starts.counted_in = 'working days'

  union all

  select starts.clock, starts.day, later.day
  from starts
  join days as later
    on later.uk_union_working_days = starts.uk_union_number
    and later.is_uk_union_working_day
  where starts.counted_in = 'working days of the UK'

  union all

  select clock, day, calendar_day::date
  from starts
  where counted_in = 'calendar days'
)

select
  clock,
  starts_on,
  last_day
from last_days
order by clock, starts_on
