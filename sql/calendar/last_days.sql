-- The last day in time of each clock from each day it can start on: day 0 is the day it starts, and the limit is met
-- on its last day. Working days are those of the clock's calendar.
-- Grain: one row per clock and day it starts on.
--   clock: the limit, as clocks.yaml names it
--   starts_on: day 0
--   last_day: the last day in time
with

clocks as (
  select clock, days, counted_in, calendar
  from calendar.clocks
),

days as (
  select calendar, day, is_working_day, working_days
  from calendar.calendar_days
),

-- Kept, so that days and clocks are put together before what they lead to is looked for.
starts as materialized (
  select
    clocks.clock,
    clocks.counted_in,
    clocks.calendar,
    days.day,
    days.day + clocks.days as calendar_day,
    days.working_days + clocks.days as working_day_number
  from clocks
  join days on days.calendar = clocks.calendar
),

last_days as (
  select starts.clock, starts.day as starts_on, later.day as last_day
  from starts
  join days as later
    on later.calendar = starts.calendar
    and later.working_days = starts.working_day_number
    and later.is_working_day
  where starts.counted_in = 'working days'

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
