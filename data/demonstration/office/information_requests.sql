-- The FOI and data-protection log; a request is due 20 working days after receipt, bank holidays anywhere in the UK
-- counted. HOTH 00000206 is the published request of 28 March 2022.
-- Grain: one row per request.
create table office.information_requests as
with

arrivals as (
  select month, (month_number + 100) * 1000000 + unnest(range(1, information_requests + 1)) as arrival
  from office.months
  where is_covered
),

received as (
  select
    arrival,
    day_in_month(month, arrival, 'request') as received_on,
    case
      when draw(arrival, 'type') < 0.66 then 'FOI'
      when draw(arrival, 'type') < 0.88 then 'SAR'
      else 'DP'
    end as request_type,
    case
      when draw(arrival, 'request outcome') < 0.52 then 'Answered in full'
      when draw(arrival, 'request outcome') < 0.74 then 'Answered in part'
      when draw(arrival, 'request outcome') < 0.84 then 'Refused'
      when draw(arrival, 'request outcome') < 0.95 then 'Not held'
      else 'Withdrawn'
    end as outcome
  from arrivals
),

answered as (
  select
    *,
    union_days_after(received_on, 20) as due_on,
    union_days_after(
      received_on,
      case
        when draw(arrival, 'answered late') < if(request_type = 'FOI', 0.055, 0.08)
          then 21 + floor(-9 * ln(1 - 0.98 * draw(arrival, 'how late')))::integer
        else 20 - floor(17 * pow(draw(arrival, 'in time'), 2))::integer
      end
    ) as sent_on
  from received
),

numbered as (
  select
    *,
    row_number() over (partition by received_on < '2018-04-01' order by received_on, draw(arrival, 'request order'), arrival) as number
  from answered
)

select
  arrival,
  if(
    received_on < '2018-04-01',
    'FDN ' || (211000 + number)::varchar,
    'HOTH ' || lpad((1000 + number)::varchar, 8, '0')
  ) as request_reference,
  request_type,
  received_on,
  due_on,
  sent_on,
  outcome
from numbered
union all
select 1, 'HOTH 00000206', 'FOI', date '2022-03-28', union_days_after(date '2022-03-28', 20), date '2022-04-08', 'Answered in full';
