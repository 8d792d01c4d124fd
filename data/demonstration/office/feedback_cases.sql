-- The casework case each feedback case is about: a case long under way for the service of an ongoing one, a case
-- decided shortly before for the rest; general comments and praise mostly name none.
-- Grain: one row per feedback case that names a case.
create table office.feedback_cases as
with

ongoing as (
  select
    case_reference,
    case_number,
    moment(received_on, case_number) as received_at
  from office.cases
  where depth >= 3 and closed_on > received_on + 45
),

finished as (
  select
    case_reference,
    case_number,
    moment(closed_on, case_number) as closed_at
  from office.cases
  where decided_on is not null
),

wanted as (
  select
    arrival,
    feedback_number,
    category,
    moment_before(received_on, 4, 40, arrival, 'case age') as wanted_at
  from office.feedback
  where category not in ('Positive feedback', 'General comments') or draw(arrival, 'names a case') < 0.3
),

during as (
  select wanted.arrival, ongoing.case_reference
  from wanted
  asof join ongoing on wanted.wanted_at >= ongoing.received_at
  where wanted.category = 'Complaint about our service, ongoing case'
),

afterwards as (
  select wanted.arrival, finished.case_reference
  from wanted
  asof join finished on wanted.wanted_at >= finished.closed_at
  where wanted.category <> 'Complaint about our service, ongoing case'
),

linked as (
  select * from during
  union all
  select * from afterwards
),

-- In the first weeks nothing has closed yet in the extracts: a case already open when they begin stands in.
first_cases as (
  select case_reference, case_number as place
  from office.cases
  where received_on < '2014-04-01'
),

counted as (
  select count(*) as first_cases from first_cases
)

select wanted.arrival, coalesce(linked.case_reference, first_cases.case_reference) as case_reference
from wanted
cross join counted
left join linked on linked.arrival = wanted.arrival
left join first_cases on first_cases.place = whole(1, counted.first_cases, wanted.arrival, 'first case');
