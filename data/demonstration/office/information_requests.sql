-- The FOI and data-protection log; a request is due 20 working days after receipt, bank holidays anywhere in the UK
-- counted. Of one in twenty-five the requester is asked what they want, and the days begin anew with the reply. One in fifty
-- is put off to weigh the public interest, and one in eight of those refused in the spring and summer of 2020.
-- Some ask for an internal review of the answer.
-- HOTH 00000206 is the published request of 28 March 2022.
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
      when draw(arrival, 'type') < 0.64 then 'FOI'
      when draw(arrival, 'type') < 0.66 then 'EIR'
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

asked as (
  select
    *,
    if(
      request_type in ('FOI', 'EIR') and draw(arrival, 'asked') < 0.04,
      union_days_after(received_on, whole(2, 6, arrival, 'asked after')),
      null
    ) as clarification_asked_on,
    union_days_after(clarification_asked_on, whole(1, 12, arrival, 'clarified after')) as clarified_on,
    coalesce(clarified_on, received_on) as starts_on,
    request_type = 'FOI' and draw(arrival, 'put off')
      < if(outcome = 'Refused' and received_on between '2020-04-01' and '2020-08-31', 0.13, 0.02) as is_put_off
  from received
),

answered as (
  select
    *,
    union_days_after(starts_on, if(is_put_off, 40, 20)) as due_on,
    if(is_put_off, due_on, null) as extended_to,
    union_days_after(
      starts_on,
      case
        when is_put_off then whole(21, 40, arrival, 'put off by')
        when draw(arrival, 'answered late') < if(request_type = 'FOI', 0.055, 0.08)
          then 21 + floor(-9 * ln(1 - 0.98 * draw(arrival, 'how late')))::integer
        else 20 - floor(17 * pow(draw(arrival, 'in time'), 2))::integer
      end
    ) as sent_on
  from asked
),

-- Who isn't given all asks for a review more often. One review in eight takes longer than 20 working days, and of half of
-- these a later date was told.
disputed as (
  select
    *,
    if(
      request_type in ('FOI', 'EIR')
        and draw(arrival, 'review') < if(outcome in ('Refused', 'Answered in part', 'Not held'), 0.11, 0.015),
      union_days_after(sent_on, whole(2, 34, arrival, 'review after')),
      null
    ) as review_asked_on,
    draw(arrival, 'review late') < 0.125 as is_review_late
  from answered
),

reviewed as (
  select
    *,
    if(
      is_review_late and draw(arrival, 'review put off') < 0.5,
      union_days_after(review_asked_on, 40),
      null
    ) as review_extended_to,
    union_days_after(
      review_asked_on,
      if(is_review_late, whole(21, 39, arrival, 'review by'), 20 - floor(14 * pow(draw(arrival, 'review by'), 2))::integer)
    ) as review_answered_on
  from disputed
),

numbered as (
  select
    *,
    row_number() over (partition by received_on < '2018-04-01' order by received_on, draw(arrival, 'request order'), arrival) as number
  from reviewed
)

select
  arrival,
  if(
    received_on < '2018-04-01',
    'FDN ' || (211000 + number)::varchar,
    'HOTH ' || lpad((1000 + number)::varchar, 8, '0')
  ) as request_reference,
  request_type,
  pick(['Email', 'Email', 'Email', 'WhatDoTheyKnow', 'WhatDoTheyKnow', 'Letter', 'Web form'], arrival, 'request channel') as channel,
  received_on,
  clarification_asked_on,
  clarified_on,
  extended_to,
  due_on,
  sent_on,
  review_asked_on,
  review_extended_to,
  review_answered_on,
  outcome,
  case
    when outcome not in ('Refused', 'Answered in part') then null
    when request_type = 'EIR' then pick(['reg 12(4)(b)', 'reg 13'], arrival, 'section')
    when request_type <> 'FOI' then null
    when is_put_off then 's36'
    else pick(['s12', 's14', 's21', 's40', 's40', 's40', 's42', 's44', 's44'], arrival, 'section')
  end as section
from numbered
union all
select
  1, 'HOTH 00000206', 'FOI', 'WhatDoTheyKnow', date '2022-03-28', null, null, null,
  union_days_after(date '2022-03-28', 20), date '2022-04-08', null, null, null,
  'Answered in full', null;
