-- The required quality samples that their readers owe: due by the day and not read, or due in the month to come (SM,
-- manager), oldest first, with when each falls due. Thematic sampling is chosen by judgement, so none is owed.
-- Grain: one row per sample.
with

clocks as (
  select clock, days
  from calendar.clocks
)

select
  samples.sample_id,
  samples.case_reference,
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
  and samples.due_on <= today.as_at + ahead.days
  and (samples.sampled_on is null or samples.sampled_on > today.as_at)
order by samples.due_on, reader, samples.sample_id
