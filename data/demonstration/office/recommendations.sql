-- What the office recommended where it upheld a complaint, since April 2018: one or two things to a case. Bodies comply
-- within their three months but for one in nine, and from July 2020 to March 2021 for one in four.
-- Grain: one row per recommendation.
create table office.recommendations as
with

made as (
  select
    arrival,
    case_reference,
    body,
    jurisdiction,
    closed_on as made_on,
    unnest(range(1, whole(1, 2, arrival, 'recommendations') + 1)) as place
  from office.cases
  where outcome in ('Upheld', 'Partly upheld')
    and closed_on between '2018-04-01' and '2022-03-31'
),

agreed as (
  select
    * exclude (arrival),
    arrival * 10 + place as arrival,
    if(
      place = 1,
      pick(['Apology', 'Apology', 'Financial remedy'], arrival, 'remedy'),
      pick(['Service improvement', 'Action plan', 'Financial remedy', 'Other'], arrival, 'improvement')
    ) as kind,
    first_working_day_from((made_on + if(place = 1, 28, 91))::date) as due_on
  from made
),

answered as (
  select
    *,
    draw(arrival, 'accepted') < 0.985 as is_accepted,
    draw(arrival, 'complied late') < if(due_on between '2020-07-01' and '2021-03-31', 0.25, 0.11) as is_late
  from agreed
)

select
  arrival,
  'REC-' || lpad(row_number() over (order by made_on, arrival)::varchar, 6, '0') as recommendation_reference,
  case_reference,
  body,
  kind,
  made_on,
  due_on,
  is_accepted,
  case
    when not is_accepted then null
    when is_late then first_working_day_from((due_on + whole(2, 120, arrival, 'how late'))::date)
    else greatest(made_on, (due_on - whole(0, 24, arrival, 'how early'))::date)
  end as complied_on
from answered;
