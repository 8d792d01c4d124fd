/*
title: each body of which a size is told is one that a case has been about
severity: warning
owner: Analyst
*/
-- A name that cases spell otherwise would be a body without a complaint. Until a case names it, none of its figures is told.
-- Grain: one row per body.
with

named as (
  select distinct lower(body) as body
  from marts.cases
  where body is not null
),

unnamed as (
  select distinct body
  from marts.body_months
  anti join named on named.body = lower(body_months.body)
  where exists (from named)
)

select
  body,
  format(
    'no case has been about {} of the bodies whose size is told: cases may spell {} otherwise',
    count(*) over (),
    if(count(*) over () = 1, 'its name', 'their names')
  ) as names
from unnamed
