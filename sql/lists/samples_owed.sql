-- The required quality samples that their readers owe: due by the day and not read, or due in the month to come, oldest first, with when each falls due. Thematic sampling is chosen by judgement, so none is owed.
-- Grain: one row per sample.
--   sample_id: the sample
--   case_reference: the case it is about; empty where it is about none
--   sampling: which sampling chose it: by a line manager, central or thematic
--   reader: who reads it, by staff number
--   team: the team that has it
--   due_on: the last day in time
--   days_overdue: days since it was due; negative while it is not
--   falls: when it falls due: in the month to come, in the last 12 months or longer ago
with

clocks as (
  select clock, days
  from calendar.clocks
)

select
  samples.sample_id,
  coalesce(samples.case_reference, 'not recorded') as case_reference,
  samples.sampling,
  coalesce(samples.reader, 'not recorded') as reader,
  samples.team,
  samples.due_on,
  (today.as_at - samples.due_on)::integer as days_overdue,
  case
    when samples.due_on >= today.as_at then 'in the month to come'
    when samples.due_on >= today.as_at - recent.days then 'in the last 12 months'
    else 'longer ago'
  end as falls
from marts.samples as samples
cross join lists.today
join clocks as ahead on ahead.clock = 'sample to come'
join clocks as recent on recent.clock = 'sample owed'
where samples.is_required
  and samples.is_sampling_known
  and samples.due_on <= today.as_at + ahead.days
  and (samples.sampled_on is null or samples.sampled_on > today.as_at)
order by samples.due_on, reader, samples.sample_id
