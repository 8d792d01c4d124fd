-- The stage each case had reached on each day it was open. A case received before its first recorded stage, or with
-- none, is at none recorded until then.
-- Grain: one row per case and stage it was in.
--   case_reference: the case
--   jurisdiction: health or parliamentary
--   stage: the stage of casework
--   from_on: the first day it was at the stage
--   until_on: the day it left the stage or was closed; empty while neither
with

cases as (
  select case_reference, jurisdiction, received_on, closed_on
  from marts.cases
  where received_on is not null
    and is_closing_known
),

changes as (
  select case_reference, stage, started_on as from_on, ended_on
  from marts.stages
  where started_on is not null

  union all

  select case_reference, 'not recorded', null, null
  from cases
),

spans as (
  select
    cases.case_reference,
    cases.jurisdiction,
    changes.stage,
    greatest(changes.from_on, cases.received_on) as from_on,
    least(
      lead(changes.from_on) over (
        partition by cases.case_reference
        order by changes.from_on nulls first, changes.ended_on nulls last, changes.stage
      ),
      cases.closed_on
    ) as until_on
  from cases
  join changes on changes.case_reference = cases.case_reference
)

select
  case_reference,
  coalesce(jurisdiction, 'not recorded') as jurisdiction,
  stage,
  from_on,
  until_on
from spans
where until_on is null or until_on > from_on
order by case_reference, from_on, stage
