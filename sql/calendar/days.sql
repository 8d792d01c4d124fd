-- Every day of the calendar, with the running count of working days in both bank-holiday calendars. Before the first year
-- of data/bank-holidays.json every Monday to Friday is taken for one: what began then and is still open is long past its limit.
-- A working day is Monday to Friday and not a bank holiday: of England and Wales for the service standards,
-- of any part of the UK for freedom of information requests (FOI Act s10(6)).
-- Grain: one row per day.
--   day: the day
--   is_by_rule: whether it is in a year before the first whose bank holidays are known
--   is_working_day: whether it is a working day of England and Wales
--   working_days: working days of England and Wales up to it, itself included
--   working_day_number: its number among them, or that of the working day after it, by which what is done on a day off counts
--   is_uk_union_working_day: whether it is a working day of the whole UK
--   uk_union_working_days: working days of the whole UK up to it, itself included
with

bounds as (
  select
    date_trunc('year', min(holiday_on))::date as known_from,
    least(date '2005-01-01', known_from) as first_day,
    date_trunc('year', max(holiday_on)) + interval 1 year - interval 1 day as last_day
  from raw.bank_holidays
),

days as (
  select known_from, unnest(generate_series(first_day, last_day, interval 1 day))::date as day
  from bounds
),

holidays as (
  select
    holiday_on,
    bool_or(division = 'england-and-wales') as is_in_england_and_wales
  from raw.bank_holidays
  group by holiday_on
),

judged as (
  select
    days.day,
    days.day < days.known_from as is_by_rule,
    isodow(days.day) <= 5 and not coalesce(holidays.is_in_england_and_wales, false) as is_working_day,
    isodow(days.day) <= 5 and holidays.holiday_on is null as is_uk_union_working_day
  from days
  left join holidays on holidays.holiday_on = days.day
)

select
  day,
  is_by_rule,
  is_working_day,
  -- Counted from the first year that is known, so that more years before it change no number. A sum of rows up to this
  -- one: a count with a filter takes thirty times as long in a window.
  (
    sum(is_working_day::integer) over up_to_it
    - sum((is_working_day and is_by_rule)::integer) over ()
  )::integer as working_days,
  working_days + (not is_working_day)::integer as working_day_number,
  is_uk_union_working_day,
  (
    sum(is_uk_union_working_day::integer) over up_to_it
    - sum((is_uk_union_working_day and is_by_rule)::integer) over ()
  )::integer as uk_union_working_days
from judged
window up_to_it as (order by day rows unbounded preceding)
order by day
