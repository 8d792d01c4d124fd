-- How far each case goes and when: enquiry, intake, assessment, detailed investigation.
-- Waits for a caseworker grow with the backlog of 2020–21. Dates may fall after the period covered.
-- Grain: one row per case.
create table office.journeys as
with

arrivals as (
  select
    month,
    month_number,
    backlog,
    (month_number + 100) * 10000000 + unnest(range(1, cases + 1)) as arrival
  from office.months
),

received as (
  select
    *,
    day_in_month(month, arrival, 'received') as received_on,
    if(draw(arrival, 'jurisdiction') < 0.78, 'health', 'parliamentary') as jurisdiction,
    case
      when draw(arrival, 'depth') < 0.54 then 1
      when draw(arrival, 'depth') < 0.76 then 2
      when draw(arrival, 'depth') < 0.97 + 0.0001 * month_number then 3
      else 4
    end as depth
  from arrivals
),

enquiries as (
  select
    *,
    first_working_day_from((received_on + whole_days(-2.2 * ln(1 - 0.99 * draw(arrival, 'enquiry'))))::date) as enquiry_ended_on
  from received
),

intakes as (
  select
    *,
    first_working_day_from((enquiry_ended_on + whole(1, 6, arrival, 'intake wait')
      + whole_days(16 * backlog * draw(arrival, 'intake backlog')))::date) as intake_assigned_on
  from enquiries
),

intakes_ended as (
  select
    *,
    first_working_day_from((intake_assigned_on + whole(4, 26, arrival, 'intake work'))::date) as intake_ended_on
  from intakes
),

assessments as (
  select
    *,
    first_working_day_from((intake_ended_on + whole(3, 15, arrival, 'assessment wait')
      + whole_days(130 * backlog * draw(arrival, 'assessment backlog')))::date) as assessment_assigned_on
  from intakes_ended
),

assessments_ended as (
  select
    *,
    first_working_day_from((assessment_assigned_on + 15
      + whole_days(70 * pow(draw(arrival, 'assessment work'), 1.3)))::date) as assessment_ended_on
  from assessments
),

investigations as (
  select
    *,
    first_working_day_from((assessment_ended_on + whole(2, 20, arrival, 'investigation wait')
      + whole_days(90 * backlog * draw(arrival, 'investigation backlog')))::date) as investigation_assigned_on
  from assessments_ended
),

investigations_ended as (
  select
    *,
    first_working_day_from((investigation_assigned_on
      + if(
        draw(arrival, 'short investigation') < 0.05,
        whole(18, 44, arrival, 'investigation work'),
        90 + whole_days(275 * pow(draw(arrival, 'investigation work'), 1.3))
      ))::date) as investigation_ended_on
  from investigations
),

journeys as (
  select
    arrival,
    jurisdiction,
    depth,
    received_on,
    enquiry_ended_on,
    if(depth >= 2, intake_assigned_on, null) as intake_assigned_on,
    if(depth >= 2, intake_ended_on, null) as intake_ended_on,
    if(depth >= 3, assessment_assigned_on, null) as assessment_assigned_on,
    if(depth >= 3, assessment_ended_on, null) as assessment_ended_on,
    if(depth >= 4, investigation_assigned_on, null) as investigation_assigned_on,
    if(depth >= 4, investigation_ended_on, null) as investigation_ended_on,
    null::date as decided_on,
    null::varchar as decided_by,
    null::varchar as decided_in_team
  from investigations_ended
),

required as (
  select
    arrival,
    if(work = 'parliamentary', 'parliamentary', 'health') as jurisdiction,
    if(work = 'intake', 2, 3) as depth,
    decided_on,
    decided_by,
    team,
    first_working_day_from((decided_on - whole(if(work = 'intake', 20, 60), if(work = 'intake', 45, 90), arrival, 'required length'))::date)
      as received_on
  from office.required_decisions
)

select * from journeys
union all
select
  arrival,
  jurisdiction,
  depth,
  received_on,
  working_days_after(received_on, 1),
  working_days_after(received_on, 3),
  if(depth = 2, decided_on, working_days_after(received_on, 12)),
  if(depth = 3, working_days_after(received_on, 18), null),
  if(depth = 3, decided_on, null),
  null,
  null,
  decided_on,
  decided_by,
  team
from required;
