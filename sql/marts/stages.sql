-- The stages each case has been through, with the stage that followed.
-- Grain: one row per case, stage and day the stage began.
--   case_reference: the case
--   stage: the stage of casework
--   team: the team that has it
--   assigned_to: the caseworker who has it, by staff number
--   started_on: the day it began
--   assigned_on: the day it was given to a caseworker
--   ended_on: the day it ended; empty while it lasts
--   next_started_on: the day the next stage began; empty where there is none
select
  case_reference,
  stage,
  team,
  assigned_to,
  started_on,
  assigned_on,
  ended_on,
  lead(started_on) over (
    partition by case_reference
    order by started_on, ended_on nulls last, stage
  ) as next_started_on
from staging.stages
order by case_reference, started_on, stage
