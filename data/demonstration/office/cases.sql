-- Cases as they turned out. Since 2018 one in a hundred of those assessed was closed once before, and opened again in the
-- month after. Why a case was closed without an investigation is recorded since 2018: from April 2020 bodies fell behind with
-- their own answers, and many more complaints came before they had been heard.
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
    first_working_day_from((decisions.closed_on - whole(51, 62, decisions.arrival, 'first closing'))::date) as first_closing_on,
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
  case
    when depth >= 3
      and decided_on is not null
      and draw(arrival, 'closed before') < 0.03
      and first_closing_on >= greatest(date '2018-04-01', last_assigned_on)
      then first_closing_on
  end as first_closed_on,
  (month_of(first_closed_on) + interval 1 month + to_days(whole(3, 19, arrival, 'opened again')))::date as reopened_on,
  case
    when depth = 1 or depth = 4 or outcome in ('Upheld', 'Partly upheld', 'Not upheld') then null
    when outcome in ('Resolved', 'Withdrawn') then outcome
    when draw(arrival, 'duplicate') < 0.03 then 'Duplicate or merged'
    when depth = 3 and draw(arrival, 'failings') < 0.55 then 'No sign of failings'
    when draw(arrival, 'early') < if(closed_on >= '2020-04-01', 0.62, 0.4) then 'Not ready for us'
    when jurisdiction = 'parliamentary' and draw(arrival, 'referral') < 0.3 then 'Not referred by an MP'
    else ['Out of remit', 'Out of time', 'Other remedy'][whole(1, 3, arrival, 'closure reason')]
  end as closure_reason,
  if(decided_on is null, null, coalesce(required_decider, decider.staff_number)) as decided_by,
  if(decided_on is null, null, coalesce(required_team, decider.team)) as decided_in_team
from decided;
