-- The stages each case has been through, with the stage that followed.
-- Grain: one row per case, stage and day the stage began.
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
