-- The limits the office works to, as data/clocks.csv has them: how many days, and of which kind.
-- Grain: one row per clock.
select
  clock,
  days,
  counted_in
from raw.clocks
order by clock
