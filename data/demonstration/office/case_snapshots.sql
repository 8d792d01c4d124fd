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
      assessment_ended_on, investigation_assigned_on, investigation_ended_on
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
)

select
  snapshots.name,
  snapshots.month,
  snapshots.file,
  snapshots.received_on as extract_received_on,
  snapshots.last_day,
  snapshots.case_number,
  if(cases.closed_on <= snapshots.last_day, 5, staged.stage_number) as stage_number,
  if(staged.assigned_on <= snapshots.last_day, staged.team, null) as team,
  if(staged.assigned_on <= snapshots.last_day, staged.assigned_to, null) as caseworker,
  cases.closed_on <= snapshots.last_day as is_closed
from snapshots
asof join staged
  on staged.case_number = snapshots.case_number
  and snapshots.seen_at >= staged.began_at
join office.cases on cases.case_number = snapshots.case_number;
