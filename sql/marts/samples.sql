-- Quality samples: those required, those completed and what the reader found.
-- Line manager sampling of open casework and central sampling of closed cases are required; thematic sampling
-- is chosen by judgement.
-- Grain: one row per sampled case and reader.
--   sample_id: the sample
--   case_reference: the case read
--   sampling: which sampling chose it: by a line manager, central or thematic
--   sampling_meaning: open cases, closed cases or by judgement
--   is_required: whether it is required: all but what is chosen by judgement
--   team: the team of the case
--   reader: who reads it, by staff number
--   due_on: the last day in time
--   sampled_on: the day it was read; empty while not
--   is_sampling_known: whether the day it was read, or that it was not, is known
--   is_outcome_met: whether the outcome requirements were met
--   is_method_met: whether the method requirements were met
--   has_left_office: whether the case had left the office
select
  sample_id,
  case_reference,
  sampling,
  sampling_meaning,
  sampling_meaning <> 'by judgement' as is_required,
  coalesce(team, 'not recorded') as team,
  reader,
  due_on,
  sampled_on,
  not list_contains(blanked, 'sampled_on') as is_sampling_known,
  is_outcome_met,
  is_method_met,
  has_left_office
from staging.samples
order by sample_id
