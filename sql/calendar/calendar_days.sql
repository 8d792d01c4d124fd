-- Every day of each of the office's calendars, with the running count of its working days. Before the first year whose days off
-- are known every day that isn't of the weekend is taken for one: what began then and is still open is long past its limit.
-- Grain: one row per calendar and day.
--   calendar: the calendar, as office.yaml names it
--   day: the day
--   is_by_rule: whether it is in a year before the first whose days off are known
--   is_working_day: whether it is a working day: no day of the weekend, and no day off
--   working_days: working days up to it, itself included
--   working_day_number: its number among them, or that of the working day after it, by which what is done on a day off counts
with

bounds as (
  select
    calendar,
    known_from,
    least(date '2005-01-01', known_from) as first_day,
    known_to
  from raw.calendars
),

days as (
  select calendar, known_from, unnest(generate_series(first_day, known_to, interval 1 day))::date as day
  from bounds
),

holidays as (
  select distinct calendar, holiday_on
  from raw.bank_holidays
),

judged as (
  select
    days.calendar,
    days.day,
    days.day < days.known_from as is_by_rule,
    weekend.weekday is null and holidays.holiday_on is null as is_working_day
  from days
  left join holidays
    on holidays.calendar = days.calendar
    and holidays.holiday_on = days.day
  left join raw.weekend as weekend on weekend.weekday = isodow(days.day)
)

select
  calendar,
  day,
  is_by_rule,
  is_working_day,
  -- Counted from the first year that is known, so that more years before it change no number. A sum of rows up to this
  -- one: a count with a filter takes thirty times as long in a window.
  (
    sum(is_working_day::integer) over up_to_it
    - sum((is_working_day and is_by_rule)::integer) over (partition by calendar)
  )::integer as working_days,
  working_days + (not is_working_day)::integer as working_day_number
from judged
window up_to_it as (partition by calendar order by day rows unbounded preceding)
order by calendar, day
