/*
title: Cases received per 1,000 of a body's size
definition: Cases received in the period about bodies whose size is known, a year, divided by the thousands of patients or staff that they have.
aliases: [rate of complaints, bodies compared, per head]
group: casework
unit: ratio
direction: neutral
time: flow
extracts: [cases, bodies]
dimensions: [body, kind_of_body, size_of]
public: [total]
beside: [cases-received]
caveats:
  - A month counts as a twelfth of a year, so its figure is what a year of such months would come to.
  - A body that no case has ever been about isn't counted, since cases may spell it otherwise.
  - Bodies are of very different kinds, and so are those who may complain of them. Compare bodies of one kind alone.
*/
-- Grain: one row per case about a body whose size is known, and one per body that a case has been about and month.
with

cases as (
  select received_on, body
  from marts.cases
),

named as (
  select distinct lower(body) as named
  from cases
),

sizes as (
  select body, month_on, kind, size_of, thousands
  from marts.body_months
  semi join named on named.named = lower(body_months.body)
),

counted as (
  select cases.received_on as counted_on, 1 as numerator, 0 as denominator, sizes.body, sizes.kind, sizes.size_of
  from cases
  join sizes
    on lower(sizes.body) = lower(cases.body)
    and sizes.month_on = date_trunc('month', cases.received_on)::date

  union all

  select month_on, 0, thousands, body, kind, size_of
  from sizes
)

select
  counted_on,
  numerator,
  denominator,
  body,
  kind as kind_of_body,
  size_of
from counted
