-- The limits the office works to, as clocks.yaml has them: how many days, and of which kind.
-- Grain: one row per clock.
--   clock: the limit, as clocks.yaml names it
--   days: how many days it gives
--   counted_in: which days count: working days or calendar days
--   calendar: whose working days they are
--   last_day_called: what its last day in time is called: day 20, week 8
select
  clock,
  days,
  counted_in,
  calendar,
  last_day_called
from raw.clocks
order by clock
