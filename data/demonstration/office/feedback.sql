-- Feedback cases as they turned out. Two teams close about four in five within 20 working days of allocation
-- throughout; Customer Care C does until August 2020 and then about three in ten.
-- Grain: one row per feedback case still open on 1 April 2014 or received since.
create table office.feedback as
with

arrivals as (
  select month, month_number, backlog, (month_number + 100) * 10000000 + unnest(range(1, feedback_cases + 1)) as arrival
  from office.months
  where month >= '2014-01-01'
),

received as (
  select
    *,
    day_in_month(month, arrival, 'feedback received') as received_on,
    case
      when draw(arrival, 'category') < 0.06 then 'Positive feedback'
      when draw(arrival, 'category') < 0.40 then 'Complaint about our service, ongoing case'
      when draw(arrival, 'category') < 0.56 then 'Complaint about our service, completed case'
      when draw(arrival, 'category') < 0.61 then 'Complaint about our methodology'
      when draw(arrival, 'category') < 0.70 then 'Complaint about our decision'
      when draw(arrival, 'category') < 0.78 then 'Post-review correspondence'
      else 'General comments'
    end as category,
    case
      when draw(arrival, 'channel') < 0.52 then 'Email'
      when draw(arrival, 'channel') < 0.66 then 'Letter'
      when draw(arrival, 'channel') < 0.88 then 'Telephone'
      when draw(arrival, 'channel') < 0.96 then 'Web form'
      else 'Social media'
    end as channel,
    'Customer Care ' || pick(['A', 'B', 'C'], arrival, 'team') as team
  from arrivals
),

allocated as (
  select
    *,
    if(
      draw(arrival, 'acknowledged') < 0.93,
      first_working_day_from((received_on + whole(0, 1, arrival, 'acknowledged'))::date),
      working_days_after(received_on, whole(2, 5, arrival, 'acknowledged late'))
    ) as acknowledged_on,
    working_days_after(
      first_working_day_from(received_on),
      whole(0, 3, arrival, 'queue') + floor(8 * backlog * draw(arrival, 'queue backlog'))::integer
    ) as allocated_on
  from received
),

paced as (
  select
    *,
    team = 'Customer Care C' and allocated_on >= '2020-08-01' as is_slow,
    month(allocated_on) in (8, 12, 1) as is_short_of_people
  from allocated
),

closed as (
  select
    *,
    case
      when draw(arrival, 'pace') < case
        when is_slow then 0.28
        when team = 'Customer Care A' then 0.81 - if(is_short_of_people, 0.04, 0)
        when team = 'Customer Care B' then 0.785 - if(is_short_of_people, 0.04, 0)
        else 0.77 - if(is_short_of_people, 0.04, 0)
      end
        then 20 - floor(18 * pow(draw(arrival, 'in time'), 1.7))::integer
      when draw(arrival, 'long') < case
        when is_slow then 0.15 + 0.3 * greatest(0, least(1, (date_diff('month', date '2020-08-01', allocated_on)) / 19.0))
        else 0.095
      end
        then 40 + floor(-if(is_slow, 30, 20) * ln(1 - 0.98 * draw(arrival, 'long time')))::integer
      else 21 + floor(17 * pow(draw(arrival, 'late'), 1.4))::integer
    end as working_days_to_close
  from paced
),

dated as (
  select
    *,
    working_days_after(allocated_on, working_days_to_close) as closed_on,
    if(
      draw(arrival, 'referred') < case
        when category in ('Complaint about our decision', 'Complaint about our methodology') then 0.6
        when category like 'Complaint about our service%' then 0.25
        else 0.03
      end,
      working_days_after(allocated_on, least(whole(0, 5, arrival, 'referred'), working_days_to_close)),
      null
    ) as referred_on,
    case
      when draw(arrival, 'closure') < 0.87 then 'Closed'
      when draw(arrival, 'closure') < 0.96 then 'Passed on'
      else 'Withdrawn'
    end as closure
  from closed
),

decided as (
  select
    *,
    if(
      category like 'Complaint about our service%' and closure = 'Closed',
      pick(['Upheld', 'Partly upheld', 'Partly upheld', 'Not upheld', 'Not upheld', 'Not upheld', 'Not upheld'], arrival, 'outcome'),
      null
    ) as outcome
  from dated
)

select
  decided.arrival,
  row_number() over (order by received_on, draw(arrival, 'feedback order'), arrival) as feedback_number,
  'FB-' || lpad(feedback_number::varchar, 7, '0') as feedback_reference,
  received_on,
  channel,
  category,
  if(
    category like 'Complaint about our service%',
    case
      when draw(arrival, 'ground') < if(received_on < '2020-06-01', 0.32, 0.42) then 'Delay'
      else pick(
        ['Rudeness or attitude', 'Not returning contact', 'Lack of updates', 'Lack of updates', 'Delay in allocation',
          'Other'],
        arrival,
        'other ground'
      )
    end,
    null
  ) as ground,
  if(channel = 'Telephone', null, acknowledged_on) as acknowledged_on,
  allocated_on,
  pick(duties.members, arrival, 'officer').staff_number as officer,
  decided.team,
  referred_on,
  closed_on,
  closure,
  outcome,
  case
    when outcome is null then null
    when outcome = 'Not upheld' then 'None'
    else pick(['Apology', 'Apology', 'Apology', 'Payment', 'Other'], arrival, 'redress')
  end as redress,
  if(
    outcome is not null and draw(arrival, 'signed off') < 0.965,
    working_days_after(allocated_on, greatest(0, working_days_to_close - whole(0, 1, arrival, 'signed off'))),
    null
  ) as signed_off_on,
  case
    when outcome = 'Not upheld' and draw(arrival, 'risk assessed') < 0.91
      or outcome is distinct from 'Not upheld' and draw(arrival, 'risk assessed') < 0.2
      then pick(
        ['Well-being of staff', 'Professional standing of staff', 'Complainant, stakeholders and third parties',
          'Impact of our decision', 'Impact of our decision', 'Ability to carry out our function', 'Other',
          'None identified', 'None identified', 'None identified', 'None identified'],
        arrival, 'risk')
  end as risk_category,
  if(draw(arrival, 'flag') < 0.03,
    pick(['Potentially avoidable death', 'Wider public interest', 'Serious failures'], arrival, 'which flag'),
    null) as high_risk_flag,
  case
    when draw(arrival, 'learning') < 0.38 then 'Recorded'
    when draw(arrival, 'learning') < 0.82 + 0.0012 * month_number then 'None found'
  end as learning
from decided
left join office.duties
  on duties.work = decided.team
  and duties.month = month_of(greatest(date '2014-04-01', least(date '2022-03-31', decided.allocated_on)))
where decided.closed_on >= '2014-04-01';
