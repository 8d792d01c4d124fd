-- Cases as each extract shows them: as they stood on the last day it covers, when anything happened to them in it
-- (and, in a yearly extract, when they were open in it).
-- Grain: one row per case and extract.
create table office.case_snapshots as
with

yearly as (
  select deliveries.name, deliveries.month, deliveries.file, deliveries.received_on, deliveries.last_day, cases.case_number
  from office.cases
  join office.deliveries
    on deliveries.name = 'visualfiles-cases'
    and cases.received_on <= deliveries.last_day
    and cases.closed_on >= deliveries.first_day
),

touched as (
  select distinct
    case_number,
    month_of(unnest([
      received_on, enquiry_ended_on, intake_assigned_on, intake_ended_on, assessment_assigned_on,
      assessment_ended_on, investigation_assigned_on, investigation_ended_on, first_closed_on, reopened_on
    ])) as month
  from office.cases
  where closed_on >= '2018-04-01'
),

monthly as (
  select deliveries.name, deliveries.month, deliveries.file, deliveries.received_on, deliveries.last_day, touched.case_number
  from touched
  join office.deliveries on deliveries.name = 'msd-cases' and deliveries.month = touched.month
),

snapshots as (
  select *, last_day + interval 23 hour as seen_at from yearly
  union all
  select *, last_day + interval 23 hour from monthly
),

staged as (
  select *, started_on::timestamp + to_seconds(stage_number) as began_at from office.stages
),

closings as (
  select
    snapshots.*,
    case
      when cases.closed_on <= snapshots.last_day then cases.closed_on
      when snapshots.last_day < cases.reopened_on and cases.first_closed_on <= snapshots.last_day then cases.first_closed_on
    end as closed_on
  from snapshots
  join office.cases on cases.case_number = snapshots.case_number
)

select
  closings.name,
  closings.month,
  closings.file,
  closings.received_on as extract_received_on,
  closings.last_day,
  closings.case_number,
  closings.closed_on,
  if(closings.closed_on is null, staged.stage_number, 5) as stage_number,
  if(staged.assigned_on <= closings.last_day, staged.team, null) as team,
  if(staged.assigned_on <= closings.last_day, staged.assigned_to, null) as caseworker,
  closings.closed_on is not null as is_closed
from closings
asof join staged
  on staged.case_number = closings.case_number
  and closings.seen_at >= staged.began_at;
