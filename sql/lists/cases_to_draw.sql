-- The cases that quality samples may be drawn from for the month that ends with the day: those open at its end, and those closed in it that were not opened again. Who had a case, and how far it had come, is as it was on that day.
-- Grain: one row per case.
--   case_reference: the case
--   sampling_meaning: which sampling reads such cases: that of open cases or of closed cases
--   officer: the caseworker who had it, by staff number; empty where nobody did
--   team: the team that had it; empty where none did
--   jurisdiction: which part of its remit it is in; not recorded where that is not said
--   stage: the stage it had come to; not recorded where that is not said
--   opened_on: the day it was received or last opened again
--   closed_on: the day it was closed; empty while it is open
with

openings as (
  select
    case_openings.case_reference,
    case_openings.opened_on,
    if(case_openings.closed_on <= today.as_at, case_openings.closed_on, null) as closed_on,
    case_openings.jurisdiction,
    today.as_at
  from marts.case_openings as case_openings
  cross join lists.today
  where case_openings.opened_on <= today.as_at
  qualify row_number() over (
    partition by case_openings.case_reference
    order by case_openings.opened_on desc
  ) = 1
),

frame as (
  select
    openings.*,
    if(closed_on is null, 'open cases', 'closed cases') as sampling_meaning
  from openings
  where closed_on is null
    or closed_on >= date_trunc('month', as_at)
),

cases as (
  select case_reference, caseworker, team
  from marts.cases
),

reached as (
  select
    stages.case_reference,
    stages.stage,
    stages.team,
    if(stages.assigned_on > frame.as_at, null, stages.assigned_to) as officer
  from marts.stages as stages
  join frame on frame.case_reference = stages.case_reference
  where stages.started_on <= frame.as_at
  qualify row_number() over (
    partition by stages.case_reference
    order by stages.started_on desc, stages.stage_place desc nulls last, stages.stage
  ) = 1
)

select
  frame.case_reference,
  frame.sampling_meaning,
  if(reached.case_reference is null, cases.caseworker, reached.officer) as officer,
  if(reached.case_reference is null, cases.team, reached.team) as team,
  coalesce(frame.jurisdiction, 'not recorded') as jurisdiction,
  coalesce(reached.stage, 'not recorded') as stage,
  frame.opened_on,
  frame.closed_on
from frame
join cases on cases.case_reference = frame.case_reference
left join reached on reached.case_reference = frame.case_reference
order by frame.case_reference
