-- The monthly workbook of the HR snapshot.
-- Snapshots are taken on a working day in the last week of the month, never on its last day.
-- Grain: one row per member of staff and month.
with

snapshots as (
  select
    month,
    case month
      when '2022-03-01' then date '2022-03-30'
      when '2022-02-01' then date '2022-02-25'
      else working_days_after((last_day(month) - 1)::date, -whole(0, 3, month, 'snapshot'))
    end as snapshot_on
  from office.months
  where is_covered
),

titles as (
  select * from (values
    ('intake caseworker', ['Intake Caseworker', 'Intake Caseworker', 'Caseworker (Intake)']),
    ('caseworker', ['Caseworker', 'Caseworker', 'Caseworker', 'Case Worker', 'Investigator/Caseworker']),
    ('senior caseworker', ['Senior Caseworker', 'Senior Caseworker', 'Snr Caseworker']),
    ('operations manager', ['Operations Manager', 'Ops Manager', 'Assistant Director, Casework'])
  ) titles (role, titles)
)

select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  strftime(staff.month, '%b %Y') as sheet,
  staff.post as place,
  [
    snapshots.snapshot_on::varchar,
    staff.staff_number,
    person_name(staff.person + 40000000),
    coalesce(pick(titles.titles, staff.person, 'title'), staff.role),
    case
      when staff.role = 'Director' then 'SCS 1'
      when staff.role in ('operations manager', 'Customer Care Manager', 'Legal Adviser') then 'Grade 7'
      when staff.role in ('senior caseworker', 'Clinical Adviser') then 'SEO'
      when staff.role in ('caseworker', 'Policy Officer', 'Quality Analyst', 'IT Analyst') then 'HEO'
      when staff.role in ('Facilities Assistant', 'Contact Centre Adviser') then 'AO'
      else 'EO'
    end,
    staff.team,
    staff.directorate,
    rtrim(rtrim(staff.fte::varchar, '0'), '.'),
    staff.contract,
    person_date_of_birth(staff.person + 40000000)::varchar,
    person_national_insurance_number(staff.person + 40000000),
    upper(staff.role[1]) || staff.role[2:]
  ] as cells
from office.staff_months staff
join snapshots on snapshots.month = staff.month
join office.deliveries on deliveries.name = 'hr-snapshots' and deliveries.month = staff.month
left join titles on titles.role = staff.role
