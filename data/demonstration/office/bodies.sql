-- How large each body was in each financial year, in patients or staff, as a table published elsewhere has it: some of its
-- names are spelt otherwise than in cases, and surgeries aren't in it.
-- Grain: one row per body and financial year.
create table office.bodies as
with

names as (
  select 'health' as jurisdiction, unnest(getvariable('health_bodies')::varchar[]) as body
  union all
  select 'parliamentary', unnest(getvariable('parliamentary_bodies')::varchar[])
),

kinds as (
  select
    jurisdiction,
    body,
    case
      when jurisdiction = 'parliamentary' and contains(body, 'Department') then 'Government department'
      when jurisdiction = 'parliamentary' then 'Agency'
      when contains(body, 'Trust') then 'NHS trust'
      when contains(body, 'Commissioning') then 'Commissioning body'
      when contains(body, 'Dental') then 'Dental practice'
      else 'GP practice'
    end as kind
  from names
),

years as (
  select unnest(range(2014, 2022)) as year
)

select
  case
    when contains(body, 'Foundation Trust') then replace(body, 'NHS Foundation Trust', 'NHS FT')
    else body
  end as body,
  make_date(years.year, 4, 1) as year_from,
  kind,
  case
    when kind in ('GP practice', 'Dental practice') then null
    else round(
      whole(180, 900, body, 'size') * (1 + 0.01 * (years.year - 2014)) * if(kind in ('Government department', 'Agency'), 0.05, 1)
    )::integer * 1000
  end as size,
  case
    when kind in ('GP practice', 'Dental practice') then null
    when jurisdiction = 'health' then 'patients'
    else 'staff'
  end as size_of
from kinds
cross join years;
