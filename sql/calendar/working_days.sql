-- The working days of the office's own calendar by their running number, so that a limit of n working days is the day
-- whose number is n more than that of the starting day.
-- Grain: one row per working day.
--   number: its running number among working days
--   day: the day
select
  working_days as number,
  day
from calendar.days
where is_working_day
order by number
