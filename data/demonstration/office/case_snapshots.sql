-- Cases as each extract shows them: as they stood on the last day it covers, when anything happened to them in it
-- (and, in a yearly extract, when they were open in it).
-- Grain: one row per case and extract.
create table office.case_snapshots as
with

yearly as (
  select periods.system, periods.period, periods.last_day, periods.extract_received_on, cases.case_number
  from office.cases
  join office.periods
    on periods.system = 'visualfiles'
    and cases.received_on <= periods.last_day
    and cases.closed_on >= periods.first_day
),

touched as (
  select distinct
    case_number,
    strftime(unnest([
      received_on, enquiry_ended_on, intake_assigned_on, intake_ended_on, assessment_assigned_on,
      assessment_ended_on, investigation_assigned_on, investigation_ended_on
    ]), '%Y-%m') as period
  from office.cases
  where closed_on >= '2018-04-01'
),

monthly as (
  select periods.system, periods.period, periods.last_day, periods.extract_received_on, touched.case_number
  from touched
  join office.periods on periods.system = 'msd' and periods.period = touched.period
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
  snapshots.system,
  snapshots.period,
  snapshots.last_day,
  snapshots.extract_received_on,
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
