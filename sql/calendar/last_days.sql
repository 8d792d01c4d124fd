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

-- Put apart first: a day that is looked for among these alone is found in half the time.
working as (
  select calendar, day, working_days
  from days
  where is_working_day
),

last_days as (
  select clocks.clock, days.day as starts_on, working.day as last_day
  from clocks
  join days on days.calendar = clocks.calendar
  join working
    on working.calendar = clocks.calendar
    and working.working_days = days.working_days + clocks.days
  where clocks.counted_in = 'working days'

  union all

  select clocks.clock, days.day, (days.day + clocks.days)::date
  from clocks
  join days on days.calendar = clocks.calendar
  where clocks.counted_in = 'calendar days'
)

select
  clock,
  starts_on,
  last_day
from last_days
order by clock, starts_on
