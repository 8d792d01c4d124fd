-- Uses of the 'Feedback about us' form: it opened on 7 January 2015 and was used four times to 11 February, and at
-- least once in each month, at any scale.
-- Grain: one row per use.
create table office.web_forms as
with

first_uses as (
  select unnest(range(1, 5)) as arrival
),

later_uses as (
  select
    month,
    (month_number + 100) * 1000000 + unnest(range(1, greatest(1, settle(
      getvariable('scale') * (14 + 0.55 * month_number) * (0.8 + 0.4 * draw(month, 'web forms')), month, 'web forms, rest'
    )) + 1)) as arrival
  from office.months
  where month >= '2015-02-01'
),

uses as (
  select
    arrival,
    (date '2015-01-08' + (8 * arrival)::integer + whole(-7, 0, arrival, 'first uses'))::timestamp
      + to_seconds(whole(30000, 80000, arrival, 'use')) as local_at
  from first_uses
  union all
  select
    arrival,
    greatest(
      (month + whole(0, day(last_day(month)) - 1, arrival, 'day of use'))::date,
      date '2015-02-12' + whole(0, 16, arrival, 'first month')
    )::timestamp
    + to_seconds(whole(21600, 86000, arrival, 'use'))
  from later_uses
)

select
  arrival,
  row_number() over (order by local_at, arrival) as form_number,
  timezone('UTC', timezone('Europe/London', local_at)) as submitted_at,
  local_at
from uses;
