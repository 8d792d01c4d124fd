-- Who may be given work of a kind in a month, as lists to pick from.
-- Grain: one row per month and kind of work.
create table office.duties as
with

duties as (
  select
    month,
    case
      when role = 'Contact Centre Adviser' then 'calls'
      when role = 'Customer Care Officer' then team
      when role = 'Quality Analyst' then 'quality'
      when role = 'operations manager' and directorate <> 'Intake' then 'sampling'
    end as work,
    staff_number,
    team
  from office.staff_months
  union all
  select
    month,
    case
      when directorate = 'Intake' then 'intake'
      when directorate = 'Health casework' then 'health'
      else 'parliamentary'
    end,
    staff_number,
    team
  from office.staff_months
  where role in ('intake caseworker', 'caseworker', 'senior caseworker')
  union all
  select month, 'decide ' || work, staff_number, team from office.deciders
)

select
  month,
  work,
  list({staff_number: staff_number, team: team} order by staff_number) as members
from duties
where work is not null
group by month, work;

-- The same, one row per member, for work too plentiful to pick from lists.
create table office.duty_members as
select
  month,
  work,
  unnest(members).staff_number as staff_number,
  generate_subscripts(members, 1) as place
from office.duties;
