-- The quality samples that were drawn, as the draws that were kept have them.
-- Grain: one row per sample drawn.
select
  sample_id,
  month,
  case_reference,
  sampling,
  officer,
  team,
  due_on,
  replaced_why,
  replaced_by
from raw.drawn_samples
