-- Stages of each case as the latest extract has them.
-- Grain: one row per case, stage and day the stage began.
select
  case_reference,
  stage,
  team,
  assigned_to,
  started_on,
  assigned_on,
  ended_on,
  blanked
from raw.stages
