-- The quality samples that were drawn by lot for a month, with what took their place; none where no draw was kept.
-- Grain: one row per sample drawn.
--   sample_id: the sample
--   month: the month it was drawn for, as yyyy-mm
--   looked_to: the last day of that month
--   case_reference: the case to read
--   sampling: the sampling that reads it, as the office calls it
--   officer: the caseworker who had the case on that day, by staff number
--   team: the team that had it then
--   due_on: the last day in time to read it
--   replaced_why: why another case was drawn in its place; empty while it stands
--   replaced_by: the sample drawn in its place; empty while it stands, or where its group had no other case
select
  sample_id,
  month,
  last_day(strptime(month || '-01', '%Y-%m-%d')::date) as looked_to,
  case_reference,
  sampling,
  officer,
  team,
  due_on,
  replaced_why,
  replaced_by
from staging.drawn_samples
order by sample_id
