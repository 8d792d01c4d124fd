-- Every day of the office's own calendar, with the running count of its working days.
-- Grain: one row per day.
--   day: the day
--   is_by_rule: whether it is in a year before the first whose days off are known
--   is_working_day: whether it is a working day
--   working_days: working days up to it, itself included
--   working_day_number: its number among them, or that of the working day after it, by which what is done on a day off counts
select
  days.day,
  days.is_by_rule,
  days.is_working_day,
  days.working_days,
  days.working_day_number
from calendar.calendar_days as days
join raw.calendars as calendars
  on calendars.calendar = days.calendar
  and calendars.is_own
order by days.day
