-- How many calendar days a case was at each stage it was in, until it left it for another or was closed, or while it is
-- there to the last day that extracts of both cases and stages cover.
-- Grain: one row per case and stage it was in.
--   case_reference: the case
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has the case
--   stage: the stage of casework
--   from_on: the first day it was at the stage
--   watched_to: the last day it was watched
--   days: calendar days from the first to it
--   is_event: whether the case then left the stage
with

spans as (
  select case_reference, jurisdiction, team, stage, from_on, until_on
  from marts.case_stages
),

followed as (
  select min(covers_to) as covers_to
  from staging.coverage
  where contract in ('cases', 'stages')
),

watched as (
  select
    spans.*,
    coalesce(spans.until_on, followed.covers_to) as watched_to
  from spans
  cross join followed
)

select
  case_reference,
  jurisdiction,
  team,
  stage,
  from_on,
  watched_to,
  (watched_to - from_on)::integer as days,
  until_on is not null as is_event
from watched
where watched_to >= from_on
order by case_reference, from_on, stage
