-- The stages each case went through, each given to someone; the one who decided a case had its last stage.
-- Grain: one row per case and stage.
create table office.stages as
with

stages as (
  select case_number, arrival, case_reference, jurisdiction, depth, decided_by, decided_in_team,
    1 as stage_number, received_on as started_on, received_on as assigned_on, enquiry_ended_on as ended_on
  from office.cases
  union all
  select case_number, arrival, case_reference, jurisdiction, depth, decided_by, decided_in_team,
    2, enquiry_ended_on, intake_assigned_on, intake_ended_on
  from office.cases
  where depth >= 2
  union all
  select case_number, arrival, case_reference, jurisdiction, depth, decided_by, decided_in_team,
    3, intake_ended_on, assessment_assigned_on, assessment_ended_on
  from office.cases
  where depth >= 3
  union all
  select case_number, arrival, case_reference, jurisdiction, depth, decided_by, decided_in_team,
    4, assessment_ended_on, investigation_assigned_on, investigation_ended_on
  from office.cases
  where depth >= 4
),

given as (
  select
    stages.*,
    pick(duties.members, stages.arrival, 'assigned to ' || stages.stage_number) as worker
  from stages
  left join office.duties
    on duties.work = if(stages.stage_number <= 2, 'intake', stages.jurisdiction)
    and duties.month = month_of(greatest(date '2014-04-01', least(date '2022-03-31', stages.assigned_on)))
)

select
  case_number,
  case_reference,
  stage_number,
  started_on,
  assigned_on,
  ended_on,
  if(stage_number = depth, coalesce(decided_in_team, worker.team), worker.team) as team,
  if(stage_number = depth, coalesce(decided_by, worker.staff_number), worker.staff_number) as assigned_to
from given;
