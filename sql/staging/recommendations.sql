-- Recommendations as their latest extract has them.
-- Grain: one row per recommendation.
select
  recommendation_reference,
  case_reference,
  body,
  kind,
  made_on,
  due_on,
  is_accepted,
  complied_on,
  blanked
from raw.recommendations
