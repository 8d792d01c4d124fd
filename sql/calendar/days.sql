-- Every day of the calendar, with the running count of working days in both bank-holiday calendars.
-- A working day is Monday to Friday and not a bank holiday: of England and Wales for the service standards,
-- of any part of the UK for freedom of information requests (FOI Act s10(6)).
-- Grain: one row per day.
--   day: the day
--   is_working_day: whether it is a working day of England and Wales
--   working_days: working days of England and Wales up to it, itself included
--   is_uk_union_working_day: whether it is a working day of the whole UK
--   uk_union_working_days: working days of the whole UK up to it, itself included
with

bounds as (
  select
    date_trunc('year', min(holiday_on)) as first_day,
    date_trunc('year', max(holiday_on)) + interval 1 year - interval 1 day as last_day
  from raw.bank_holidays
),

days as (
  select unnest(generate_series(first_day, last_day, interval 1 day))::date as day
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
    isodow(days.day) <= 5 and not coalesce(holidays.is_in_england_and_wales, false) as is_working_day,
    isodow(days.day) <= 5 and holidays.holiday_on is null as is_uk_union_working_day
  from days
  left join holidays on holidays.holiday_on = days.day
)

select
  day,
  is_working_day,
  count(*) filter (where is_working_day) over (order by day)::integer as working_days,
  is_uk_union_working_day,
  count(*) filter (where is_uk_union_working_day) over (order by day)::integer as uk_union_working_days
from judged
order by day
