-- Quality samples, completed or still owed.
-- Grain: one row per sampled case and reader.
select
  sample_id,
  case_reference,
  sampling,
  team,
  reader,
  due_on,
  sampled_on,
  is_outcome_met,
  is_method_met,
  has_left_office,
  blanked
from raw.samples
