-- The weeks, months, quarters and years of the calendar, and the years to date: from the first month of the office's year to each month.
-- A week is Monday to Sunday and called 2022-W13, by ISO 8601. A year that begins in January is called 2023, any other 2023/24.
-- Grain: one row per kind of period and period.
--   kind: week, month, quarter, financial year or year to date
--   period: its label
--   period_start: its first day
--   period_end: its last day
with

months as (
  select distinct date_trunc('month', day)::date as period_start
  from calendar.days
  where not is_by_rule
),

begins as (
  select first_month, first_month - 1 as months_late
  from raw.office
),

years as (
  select
    months.period_start,
    begins.first_month,
    year(months.period_start - to_months(begins.months_late))::integer as first_year,
    quarter(months.period_start - to_months(begins.months_late))::integer as quarter_number,
    month(months.period_start - to_months(begins.months_late))::integer as months_of_year,
    (
      date_trunc('year', months.period_start - to_months(begins.months_late)) + to_months(begins.months_late)
    )::date as first_of_year
  from months
  cross join begins
),

labelled as (
  select
    *,
    if(
      first_month = 1,
      first_year::varchar,
      first_year || '/' || lpad(((first_year + 1) % 100)::varchar, 2, '0')
    ) as financial_year
  from years
),

weeks as (
  select date_trunc('week', day)::date as period_start
  from calendar.days
  where not is_by_rule
  group by all
  having count(*) = 7
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
),

ended as (
  select
    kind,
    period,
    period_start,
    (period_start + to_months(months) - interval 1 day)::date as period_end
  from periods

  union all

  select 'week', strftime(period_start, '%G-W%V'), period_start, (period_start + 6)::date
  from weeks
)

select
  kind,
  period,
  period_start,
  period_end
from ended
order by kind, period_start, period_end
