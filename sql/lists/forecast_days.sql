-- The days a forecast looks from: the ends of the 19 months before, of which its pace is taken and on which it is tried,
-- the day itself, and the end of the month that the next day is in.
-- Grain: one row per day.
--   day: the day
--   number: its running number among working days
select
  days.day,
  days.working_days as number
from calendar.days as days
cross join lists.today
where not days.is_by_rule
  and (
    days.day = today.as_at
    or (
      days.day = last_day(days.day)
      and days.day between today.as_at - interval 19 month and last_day(today.as_at + 1)
    )
  )
order by days.day
