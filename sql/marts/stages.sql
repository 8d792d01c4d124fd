-- The stages each case has been through, with the stage that followed.
-- Grain: one row per case, stage and day the stage began.
--   case_reference: the case
--   stage: the stage of casework
--   stage_meaning: enquiry, intake, assessment, investigation or other
--   stage_place: how many stages of the vocabulary it is, counted from the first
--   team: the team that has it
--   assigned_to: the caseworker who has it, by staff number
--   started_on: the day it began
--   assigned_on: the day it was given to a caseworker
--   ended_on: the day it ended; empty while it lasts
--   is_end_known: whether the day it ended, or that it lasts, is known: not where that day can't be read
--   next_started_on: the day the next stage began; empty where there is none
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
with

stages as (
  select * from staging.stages
),

cases as (
  select case_reference, jurisdiction
  from staging.cases
)

select
  stages.case_reference,
  stages.stage,
  stages.stage_meaning,
  stages.stage_place,
  stages.team,
  stages.assigned_to,
  stages.started_on,
  stages.assigned_on,
  stages.ended_on,
  not list_contains(stages.blanked, 'ended_on') as is_end_known,
  lead(stages.started_on) over (
    partition by stages.case_reference
    order by stages.started_on, stages.ended_on nulls last, stages.stage_place, stages.stage
  ) as next_started_on,
  cases.jurisdiction
from stages
left join cases on cases.case_reference = stages.case_reference
order by stages.case_reference, stages.started_on, stages.stage
