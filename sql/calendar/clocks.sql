-- The limits the office works to, as data/clocks.csv has them: how many days, and of which kind.
-- Grain: one row per clock.
--   clock: the limit, as data/clocks.csv names it
--   days: how many days it gives
--   counted_in: which days count: working days, working days of the UK or calendar days
select
  clock,
  days,
  counted_in
from raw.clocks
order by clock
