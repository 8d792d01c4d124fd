-- Stages of each case as the latest extract has them.
-- Grain: one row per case, stage and day the stage began.
select
  stages.case_reference,
  stages.stage,
  stage_words.meaning as stage_meaning,
  stage_words.place as stage_place,
  stages.team,
  stages.assigned_to,
  stages.started_on,
  stages.assigned_on,
  stages.ended_on,
  stages.blanked
from raw.stages as stages
left join raw.stage_words as stage_words on stage_words.word = stages.stage
