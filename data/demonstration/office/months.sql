-- What each month brings: volumes at this scale, and how far waits have grown.
-- Volumes are 1 apart from season, growth, the spring of 2020 and noise, and sum to the totals of the eight years.
-- Grain: one row per month, July 2013 (so that work is under way when the extracts begin) to March 2022.
create table office.months as
with

months as (
  select unnest(generate_series(date '2013-07-01', date '2022-03-01', interval 1 month))::date as month
),

weights as (
  select
    month,
    date_diff('month', date '2014-04-01', month) as month_number,
    [1.08, 1.02, 1.06, 0.96, 0.97, 0.99, 1.0, 0.93, 1.01, 1.06, 1.05, 0.84][month(month)]
      * (1 + 0.033 * date_diff('month', date '2014-04-01', month) / 12)
      * case month
          when '2020-03-01' then 0.85
          when '2020-04-01' then 0.5
          when '2020-05-01' then 0.58
          when '2020-06-01' then 0.74
          when '2020-07-01' then 0.92
          else 1
        end as weight
  from months
),

shares as (
  select
    *,
    weight * (0.97 + 0.06 * draw(month, 'cases')) as case_weight,
    weight * (0.94 + 0.12 * draw(month, 'feedback')) as feedback_weight,
    weight * (0.96 + 0.08 * draw(month, 'calls')) as call_weight,
    0.9 + 0.2 * draw(month, 'requests') + 0.002 * month_number as request_weight
  from weights
),

totals as (
  select
    sum(case_weight order by month) as total_case_weight,
    sum(feedback_weight order by month) as total_feedback_weight,
    sum(call_weight order by month) as total_call_weight,
    sum(request_weight order by month) as total_request_weight
  from shares
  where month_number >= 0
)

select
  month,
  month_number,
  month_number >= 0 as is_covered,
  settle(getvariable('scale') * 240000 * case_weight / total_case_weight, month, 'cases, rest') as cases,
  settle(getvariable('scale') * 28000 * feedback_weight / total_feedback_weight, month, 'feedback, rest') as feedback_cases,
  getvariable('scale') * 700000 * call_weight / total_call_weight as calls,
  greatest(
    1,
    settle(getvariable('scale') * 4500 * request_weight / total_request_weight, month, 'requests, rest')
  ) as information_requests,
  least(1.0, greatest(0.0, date_diff('month', date '2020-03-01', month) / 18.0)) as backlog
from shares
cross join totals;
