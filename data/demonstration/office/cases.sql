-- Cases as they turned out.
-- Grain: one row per case still open on 1 April 2014 or received since.
create table office.cases as
with

journeys as (
  select
    *,
    coalesce(investigation_ended_on, assessment_ended_on, intake_ended_on, enquiry_ended_on) as closed_on
  from office.journeys
),

outcomes as (
  select
    *,
    case
      when decided_on is not null and depth = 2 then 'Not taken forward'
      when decided_on is not null then 'Not upheld'
      when depth = 1 then if(draw(arrival, 'outcome') < 0.88, 'Advice given', 'Withdrawn')
      when depth = 2 then case
        when draw(arrival, 'outcome') < 0.85 then 'Not taken forward'
        when draw(arrival, 'outcome') < 0.9 then 'Resolved'
        else 'Withdrawn'
      end
      when depth = 3 then case
        when draw(arrival, 'outcome') < 0.7 then 'Not taken forward'
        when draw(arrival, 'outcome') < 0.82 then 'Resolved'
        when draw(arrival, 'outcome') < 0.84 then 'Upheld'
        when draw(arrival, 'outcome') < 0.88 then 'Partly upheld'
        when draw(arrival, 'outcome') < 0.95 then 'Not upheld'
        else 'Withdrawn'
      end
      else case
        when draw(arrival, 'outcome') < 0.18 then 'Upheld'
        when draw(arrival, 'outcome') < 0.48 then 'Partly upheld'
        when draw(arrival, 'outcome') < 0.93 then 'Not upheld'
        when draw(arrival, 'outcome') < 0.97 then 'Resolved'
        else 'Withdrawn'
      end
    end as outcome,
    case depth
      when 1 then received_on
      when 2 then intake_assigned_on
      when 3 then assessment_assigned_on
      else investigation_assigned_on
    end as last_assigned_on
  from journeys
  where closed_on >= '2014-04-01'
),

decisions as (
  select
    * exclude (decided_on),
    case
      when decided_on is not null then decided_on
      when outcome in ('Advice given', 'Withdrawn') then null
      when draw(arrival, 'decided early') < 0.7 then closed_on
      else greatest(last_assigned_on, working_days_after((closed_on - 1)::date, 0))
    end as decided_on
  from outcomes
),

decided as (
  select
    decisions.* exclude (decided_by, decided_in_team),
    pick(duties.members, decisions.arrival, 'decided by') as decider,
    decisions.decided_by as required_decider,
    decisions.decided_in_team as required_team
  from decisions
  left join office.duties
    on duties.work = 'decide ' || if(decisions.depth = 2, 'intake', decisions.jurisdiction)
    and duties.month = month_of(greatest(date '2014-04-01', least(date '2022-03-31', decisions.decided_on)))
)

select
  arrival,
  row_number() over (order by received_on, draw(arrival, 'order'), arrival) as case_number,
  if(received_on < '2018-04-01', 'EN-', 'C-0') || lpad(case_number::varchar, 7, '0') as case_reference,
  jurisdiction,
  if(
    jurisdiction = 'health',
    pick(getvariable('health_bodies'), arrival, 'body'),
    pick(getvariable('parliamentary_bodies'), arrival, 'body')
  ) as body,
  depth,
  received_on,
  enquiry_ended_on,
  intake_assigned_on,
  intake_ended_on,
  assessment_assigned_on,
  assessment_ended_on,
  investigation_assigned_on,
  investigation_ended_on,
  closed_on,
  outcome,
  decided_on,
  if(decided_on is null, null, coalesce(required_decider, decider.staff_number)) as decided_by,
  if(decided_on is null, null, coalesce(required_team, decider.team)) as decided_in_team
from decided;
