-- Cases read both by the line manager and by central quality, with what each found. Of several readings of a
-- case by the same kind of reader, the latest counts.
-- Grain: one row per case read by both.
--   case_reference: the case read by both
--   team: the team that has it
--   manager_sampled_on: the day the manager read it
--   central_sampled_on: the day central quality read it
--   both_sampled_on: the later of the two
--   manager_outcome_met: whether the manager found the outcome requirements met
--   central_outcome_met: whether central quality did
--   manager_method_met: whether the manager found the method requirements met
--   central_method_met: whether central quality did
--   is_agreed: whether they agree on both
with

readings as (
  select *
  from staging.samples
  where sampled_on is not null
    and is_outcome_met is not null
    and is_method_met is not null
),

latest as (
  select *
  from readings
  where sampling_meaning <> 'by judgement'
  qualify row_number() over (
    partition by case_reference, sampling_meaning
    order by sampled_on desc, sample_id desc
  ) = 1
),

by_manager as (
  select * from latest
  where sampling_meaning = 'open cases'
),

by_central as (
  select * from latest
  where sampling_meaning = 'closed cases'
)

select
  by_manager.case_reference,
  coalesce(by_manager.team, 'not recorded') as team,
  by_manager.sampled_on as manager_sampled_on,
  by_central.sampled_on as central_sampled_on,
  greatest(by_manager.sampled_on, by_central.sampled_on) as both_sampled_on,
  by_manager.is_outcome_met as manager_outcome_met,
  by_central.is_outcome_met as central_outcome_met,
  by_manager.is_method_met as manager_method_met,
  by_central.is_method_met as central_method_met,
  by_manager.is_outcome_met = by_central.is_outcome_met
    and by_manager.is_method_met = by_central.is_method_met as is_agreed
from by_manager
join by_central on by_central.case_reference = by_manager.case_reference
order by by_manager.case_reference
