-- The quality samples that were drawn for months that have ended, with what had become of each by the day. A sample is read once its sampling has read its case after the month it was drawn for, whatever the number it was recorded by.
-- Grain: one row per sample drawn.
--   sample_id: the sample
--   month: the month it was drawn for
--   case_reference: the case to read
--   sampling: the sampling that reads it, as the office calls it
--   team: the team that had the case at the end of that month
--   officer: the caseworker who had it then, by staff number
--   due_on: the last day in time to read it
--   state: read, not yet read or replaced
--   sampled_on: the day it was read; empty while it is not
--   replaced_why: why another case was drawn in its place; empty while it stands
--   replaced_by: the sample drawn in its place; empty while it stands, or where its group had no other case
with

drawn as (
  select
    sample_id,
    month,
    looked_to,
    case_reference,
    sampling,
    team,
    officer,
    due_on,
    replaced_why,
    replaced_by
  from marts.drawn_samples
),

readings as (
  select case_reference, sampling, sampled_on
  from marts.samples
  where sampled_on is not null
),

followed as (
  select
    drawn.*,
    (
      select min(readings.sampled_on)
      from readings
      where readings.case_reference = drawn.case_reference
        and readings.sampling = drawn.sampling
        and readings.sampled_on > drawn.looked_to
        and readings.sampled_on <= today.as_at
    ) as sampled_on
  from drawn
  cross join lists.today
  where drawn.looked_to <= today.as_at
)

select
  sample_id,
  month,
  case_reference,
  sampling,
  team,
  officer,
  due_on,
  case
    when replaced_why is not null then 'replaced'
    when sampled_on is not null then 'read'
    else 'not yet read'
  end as state,
  sampled_on,
  replaced_why,
  replaced_by
from followed
order by month, sampling, due_on, sample_id
