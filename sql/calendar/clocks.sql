-- The limits the office works to, as clocks.yaml has them: how many days, and of which kind.
-- Grain: one row per clock.
--   clock: the limit, as clocks.yaml names it
--   days: how many days it gives
--   counted_in: which days count: working days or calendar days
--   calendar: whose working days they are
select
  clock,
  days,
  counted_in,
  calendar
from raw.clocks
order by clock
