/*
title: each body of which a size is told is one that a case has been about
severity: warning
owner: Analyst
*/
-- A name that cases spell otherwise would be a body without a complaint. Until a case names it, none of its figures is told.
-- Grain: one row per file and body.
with

named as (
  select distinct lower(body) as body
  from marts.cases
  where body is not null
),

unnamed as (
  select bodies.load_id, lower(bodies.body) as body
  from raw.bodies as bodies
  anti join named on named.body = lower(bodies.body)
  where bodies.size is not null
    and exists (from named)
  group by all
)

select
  unnamed.body,
  format(
    '{}: no case has been about {} of its bodies; are they spelt otherwise in cases?',
    coalesce(loads.file, 'bodies'),
    count(*) over (partition by unnamed.load_id)
  ) as names
from unnamed
left join raw.loads as loads on loads.load_id = unnamed.load_id
