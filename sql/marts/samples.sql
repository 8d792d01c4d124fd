-- Quality samples: those required, those completed and what the reader found (SM).
-- Line manager sampling of open casework and central sampling of closed cases are required; thematic sampling
-- is chosen by judgement.
-- Grain: one row per sampled case and reader.
select
  sample_id,
  case_reference,
  sampling,
  sampling <> 'thematic sampling' as is_required,
  coalesce(team, 'not recorded') as team,
  reader,
  due_on,
  sampled_on,
  is_outcome_met,
  is_method_met,
  has_left_office
from staging.samples
order by sample_id
