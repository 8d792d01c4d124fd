-- The working days of the office's own calendar by the week they are in: the days from one weekend to the next, or Monday to Sunday
-- where the office has no weekend.
-- Grain: one row per working day.
--   day: the day
--   begins_on: the first working day of its week
--   ends_on: the last working day of its week
with

weekend as (
  select weekday
  from raw.weekend
),

-- Days between the same two weekends have had as many days of weekends before them.
counted as (
  select
    days.day,
    days.is_working_day,
    sum((weekend.weekday is not null)::integer) over (order by days.day rows unbounded preceding) as weekend_days
  from calendar.days as days
  left join weekend on weekend.weekday = isodow(days.day)
),

weeks as (
  select
    day,
    if(max(weekend_days) over () = 0, date_diff('week', date '2001-01-01', day), weekend_days) as week
  from counted
  where is_working_day
)

select
  day,
  min(day) over (partition by week) as begins_on,
  max(day) over (partition by week) as ends_on
from weeks
order by day
