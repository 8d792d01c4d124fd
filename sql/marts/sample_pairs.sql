-- Cases read both by the line manager and by central quality, with what each found (SM). Of several readings of a
-- case by the same kind of reader, the latest counts.
-- Grain: one row per case read by both.
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
  where sampling <> 'thematic sampling'
  qualify row_number() over (
    partition by case_reference, sampling
    order by sampled_on desc, sample_id desc
  ) = 1
),

by_manager as (
  select * from latest
  where sampling = 'line manager open casework sampling'
),

by_central as (
  select * from latest
  where sampling = 'central sampling of closed cases'
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
