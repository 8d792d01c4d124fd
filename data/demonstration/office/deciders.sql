-- Who may decide an outcome in a month. In 2014/15 exactly 285 permanent staff do and in 2015/16 exactly 263
-- (the figures published in answer to HOTH 00000206); later, anyone in casework.
-- Grain: one row per month and member of staff.
create table office.deciders as
with

casework as (
  select
    month,
    financial_year(month) as year,
    person,
    staff_number,
    team,
    contract = 'Permanent' as is_permanent,
    case directorate
      when 'Intake' then 'intake'
      when 'Health casework' then 'health'
      else 'parliamentary'
    end as work
  from office.staff_months
  where role in ('intake caseworker', 'caseworker', 'senior caseworker', 'operations manager')
),

people as (
  select year, person, is_permanent, count(*) as months
  from casework
  where year in (2014, 2015)
  group by year, person, is_permanent
),

ranked as (
  select
    *,
    row_number() over (
      partition by year, is_permanent
      order by months desc, draw(person, 'decides in ' || year), person
    ) as place
  from people
)

select casework.month, casework.year, casework.person, casework.staff_number, casework.team, casework.work, casework.is_permanent
from casework
left join ranked on ranked.year = casework.year and ranked.person = casework.person
where
  casework.year > 2015
  or not casework.is_permanent
  or ranked.place <= if(casework.year = 2014, 285, 263);
