-- The extracts of the two case systems.
-- Grain: one row per extract: the period it covers and the folder (the day it was received).
create table office.periods as
with

years as (
  select unnest(range(2014, 2018)) as year
),

months as (
  select month from office.months where month >= '2018-04-01'
)

select
  'visualfiles' as system,
  year || '-' || lpad(((year + 1) % 100)::varchar, 2, '0') as period,
  make_date(year, 4, 1) as first_day,
  make_date(year + 1, 3, 31) as last_day,
  make_date(year + 1, 4, 1) as extract_received_on
from years
union all
select
  'msd',
  strftime(month, '%Y-%m'),
  month,
  last_day(month),
  (last_day(month) + 1)::date
from months;
