/*
title: samples read by a manager are among those read
severity: blocking
owner: Quality Analyst
*/
-- What was read for no known sampling is in none.
-- Grain: one row per month whose samples by manager, central quality and theme don't add up to those read.
with

months as (
  select
    date_trunc('month', sampled_on)::date as month,
    count(sampling) as samples,
    count(*) filter (where sampling_meaning = 'open cases') as by_manager,
    count(*) filter (where sampling_meaning = 'closed cases') as by_central,
    count(*) filter (where sampling_meaning = 'by judgement') as thematic
  from marts.samples
  where sampled_on is not null
  group by month
)

select month
from months
where samples <> by_manager + by_central + thematic
  -- Where the office doesn't say what its samplings mean, nothing is counted by them.
  and exists (select 1 from marts.samples where sampling_meaning is not null)
