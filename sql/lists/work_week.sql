-- The working week that is worked in after the end of the day asked about: that of the next working day. On Monday to Thursday it is the
-- day's own; at the end of its last working day, and on the days off after it, the next one.
-- Grain: one row per day asked about, of which there is one.
--   next_on: the next working day
--   ends_on: the last working day of its week
--   due_to: the last day before the working week after it: a limit on a day off is met by the working day before
--   day_20_on: the last day of day 20 of a case allocated on that next working day; empty where the office has set no such limit
--   day_20_number: its running number among working days
with

next_days as (
  select min(days.day) as next_on
  from calendar.working_days as days
  cross join lists.today
  where days.day > today.as_at
),

weeks as (
  select day, ends_on, lead(day) over (order by day) as following_on
  from calendar.working_weeks
),

ends as (
  select day, following_on - 1 as due_to
  from weeks
  where day = ends_on
),

last_days as (
  select starts_on, last_day
  from calendar.last_days
  where clock = 'day 20'
),

days as (
  select day, working_days
  from calendar.days
)

select
  next_days.next_on,
  weeks.ends_on,
  ends.due_to::date as due_to,
  last_days.last_day as day_20_on,
  days.working_days as day_20_number
from next_days
join weeks on weeks.day = next_days.next_on
join ends on ends.day = weeks.ends_on
left join last_days on last_days.starts_on = next_days.next_on
left join days on days.day = last_days.last_day
