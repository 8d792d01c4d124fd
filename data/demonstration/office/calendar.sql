-- Working days, as lists that macros can look up without a join.
-- england_and_wales and uk_union hold every working day in order; the *_index lists hold, for each day from
-- 2012-01-02, how many working days there have been up to and including it.
create table office.calendar_days as
with

divisions as (
  select unnest(['england-and-wales', 'scotland', 'northern-ireland']) as division
),

bank_holidays as (
  select
    divisions.division,
    unnest(from_json(
      json_extract(getvariable('bank_holidays')::json, '$."' || divisions.division || '".events'),
      '[{"date": "DATE"}]'
    )).date as day
  from divisions
),

days as (
  select unnest(generate_series(date '2012-01-02', date '2024-12-31', interval 1 day))::date as day
),

judged as (
  select
    days.day,
    isodow(days.day) > 5 as is_weekend,
    count(bank_holidays.day) > 0 as is_holiday_anywhere,
    coalesce(bool_or(bank_holidays.division = 'england-and-wales'), false) as is_holiday_in_england
  from days
  left join bank_holidays on bank_holidays.day = days.day
  group by days.day
)

select
  day,
  not is_weekend and not is_holiday_in_england as is_working,
  not is_weekend and not is_holiday_anywhere as is_union_working,
  sum((not is_weekend and not is_holiday_in_england)::integer) over (order by day)::integer as working_index,
  sum((not is_weekend and not is_holiday_anywhere)::integer) over (order by day)::integer as union_index
from judged;

set variable working_days = (select list(day order by day) from office.calendar_days where is_working);
set variable working_index = (select list(working_index order by day) from office.calendar_days);
set variable union_days = (select list(day order by day) from office.calendar_days where is_union_working);
set variable union_index = (select list(union_index order by day) from office.calendar_days);

-- How many working days have been, up to and including the day.
create macro working_index(day) as
  getvariable('working_index')[date_diff('day', date '2012-01-02', day) + 1];

-- The nth working day after the day; 0 gives the day itself when it is a working day, else the one before.
create macro working_days_after(day, n) as
  getvariable('working_days')[working_index(day) + n];

create macro first_working_day_from(day) as
  getvariable('working_days')[working_index((day - 1)::date) + 1];

-- The nth working day after the day, where a bank holiday anywhere in the UK counts as a holiday.
create macro union_days_after(day, n) as
  getvariable('union_days')[getvariable('union_index')[date_diff('day', date '2012-01-02', day) + 1] + n];

-- A day of the month beginning at month: nearly always a working day.
create macro day_in_month(month, id, salt) as
  case
    when draw(id, salt || ' any day') < 0.05
      then (month + whole(0, 27, id, salt))::date
    else getvariable('working_days')[
      working_index((month - 1)::date) + 1
      + floor(
          draw(id, salt)
          * (working_index(last_day(month)) - working_index((month - 1)::date))
        )::integer
    ]
  end;

-- A moment on a working day some days before a day.
create macro moment_before(day, fewest, most, id, salt) as
  working_days_after((day - whole(fewest, most, id, salt))::date, 0)::timestamp
  + to_microseconds((86400e6 * draw(id, salt || ' moment'))::bigint);
