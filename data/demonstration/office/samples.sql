-- Quality samples: cases read by a line manager while open, by central quality when closed, and for a theme.
-- A new procedure in April 2019 lifts how many meet the method; a new rota in April 2021 gets nearly all read.
-- Grain: one row per case sampled and reader.
create table office.samples as
with

due as (
  select
    month,
    month_number,
    'Line manager - open casework' as sampling,
    (month_number + 100) * 1000000 + unnest(range(1, greatest(1, settle(getvariable('scale') * 84, month, 'manager samples')) + 1)) as arrival
  from office.months
  where is_covered
  union all
  select
    month,
    month_number,
    'Thematic',
    (month_number + 300) * 1000000 + unnest(range(1, settle(getvariable('scale') * 17, month, 'thematic samples') + 1))
  from office.months
  where is_covered
  union all
  select
    month,
    month_number,
    'Central QA - closed cases',
    (month_number + 500) * 1000000 + unnest(range(1, settle(getvariable('scale') * 26, month, 'central samples') + 1))
  from office.months
  where is_covered
),

dated as (
  select *, working_days_after((month - 1)::date, whole(2, 19, arrival, 'sample due')) as due_on
  from due
),

ongoing as (
  select case_number, moment(received_on, case_number) as received_at
  from office.cases
  where depth >= 3 and closed_on > received_on + 45
),

finished as (
  select case_number, moment(closed_on, case_number) as closed_at
  from office.cases
  where depth >= 2
),

wanted as (
  select *, moment_before(due_on, 3, 35, arrival, 'sample age') as wanted_at
  from dated
),

of_open as (
  select wanted.* exclude (wanted_at), ongoing.case_number
  from wanted
  asof left join ongoing on wanted.wanted_at >= ongoing.received_at
  where wanted.sampling = 'Line manager - open casework'
),

of_closed as (
  select wanted.* exclude (wanted_at), finished.case_number
  from wanted
  asof left join finished on wanted.wanted_at >= finished.closed_at
  where wanted.sampling <> 'Line manager - open casework'
),

-- Some of what a manager read while open is read again by central quality in the month after it closes.
read_twice as (
  select
    month_of((last_day(cases.closed_on) + 1)::date) as month,
    date_diff('month', date '2014-04-01', cases.closed_on) + 1 as month_number,
    'Central QA - closed cases' as sampling,
    of_open.arrival + 700000000 as arrival,
    working_days_after(last_day(cases.closed_on), whole(4, 19, of_open.arrival, 'second reading due')) as due_on,
    of_open.case_number
  from of_open
  join office.cases on cases.case_number = of_open.case_number
  where draw(of_open.arrival, 'read twice') < 0.19 and cases.closed_on > of_open.due_on and cases.closed_on < '2022-03-01'
),

readings as (
  select * from of_open
  union all
  select * from of_closed
  union all
  select * from read_twice
),

-- In the first weeks nothing has closed yet in the extracts: the oldest case stands in.
earliest as (
  select min(case_number) as case_number from office.cases
),

-- A manager sees a case as it is; central quality sees it otherwise now and then.
judged as (
  select
    readings.*,
    coalesce(readings.case_number, earliest.case_number) as case_read,
    draw(case_read, 'outcome met') < 0.985 as is_outcome_right,
    draw(case_read, 'method met') < if(due_on < '2019-04-01', 0.797, 0.868) as is_method_right,
    sampling = 'Central QA - closed cases' and draw(arrival, 'sees outcome otherwise') < 0.012 as sees_outcome_otherwise,
    sampling = 'Central QA - closed cases' and draw(arrival, 'sees method otherwise') < 0.068 as sees_method_otherwise,
    draw(arrival, 'completed')
      < case when sampling = 'Thematic' then 0.93 when due_on < '2021-04-01' then 0.84 else 0.962 end as is_completed
  from readings
  cross join earliest
)

select
  judged.arrival,
  row_number() over (order by judged.due_on, judged.arrival) as sample_number,
  'QS-' || lpad(sample_number::varchar, 6, '0') as sample_reference,
  cases.case_reference,
  judged.sampling,
  stages.team,
  pick(
    duties.members,
    if(judged.sampling = 'Line manager - open casework', cases.case_number, judged.arrival),
    'reader'
  ).staff_number as reader,
  judged.due_on,
  if(is_completed, working_days_after(judged.due_on, whole(-3, 3, judged.arrival, 'read')), null) as sampled_on,
  is_outcome_right <> sees_outcome_otherwise as is_outcome_met,
  is_method_right <> sees_method_otherwise as is_method_met,
  case
    when judged.sampling = 'Line manager - open casework' then draw(judged.arrival, 'left') < 0.25
    else draw(judged.arrival, 'left') < if(is_outcome_met, 0.98, 0.55)
  end as has_left_office
from judged
join office.cases on cases.case_number = judged.case_read
join office.stages on stages.case_number = cases.case_number and stages.stage_number = cases.depth
left join office.duties
  on duties.work = if(judged.sampling = 'Line manager - open casework', 'sampling', 'quality')
  and duties.month = judged.month;
