-- The months, quarters of the financial year and financial years (April to March) of the calendar, and the years to date:
-- from April to each month.
-- Grain: one row per kind of period and period.
--   kind: month, quarter, financial year or year to date
--   period: its label
--   period_start: its first day
--   period_end: its last day
with

months as (
  select distinct date_trunc('month', day)::date as period_start
  from calendar.days
  where not is_by_rule
),

years as (
  select
    period_start,
    -- April is the first month of the financial year.
    year(period_start - interval 3 month)::integer as first_year,
    quarter(period_start - interval 3 month)::integer as quarter_number,
    month(period_start - interval 3 month)::integer as months_of_year,
    (date_trunc('year', period_start - interval 3 month) + interval 3 month)::date as first_of_year
  from months
),

labelled as (
  select
    *,
    first_year || '/' || lpad(((first_year + 1) % 100)::varchar, 2, '0') as financial_year
  from years
),

periods as (
  select 'month' as kind, strftime(period_start, '%Y-%m') as period, period_start, 1 as months
  from labelled

  union all

  select 'quarter', financial_year || ' Q' || quarter_number, min(period_start), 3
  from labelled
  group by financial_year, quarter_number
  having count(*) = 3

  union all

  select 'financial-year', financial_year, min(period_start), 12
  from labelled
  group by financial_year
  having count(*) = 12

  union all

  select
    'year-to-date',
    financial_year || ' to ' || strftime(period_start, '%Y-%m'),
    first_of_year,
    months_of_year
  from labelled
  where first_of_year in (select period_start from months)
)

select
  kind,
  period,
  period_start,
  (period_start + to_months(months) - interval 1 day)::date as period_end
from periods
order by kind, period_start, period_end
