-- Calls to the three lines. The months August 2014 to January 2015 of 0345 015 4033 hold the published numbers at
-- every scale, of which 183 and 406 chose option 3 in December 2014 and January 2015; in those two months two calls in
-- all are wrapped up as positive feedback, both on that option.
-- Grain: one row per call.
create table office.calls as
with

lines as (
  select * from (values
    ('0345 015 4033', 1, 0.42),
    ('0808 157 0192', 2, 0.35),
    ('03069 990123', 3, 0.23)
  ) lines (line, line_number, share)
),

published as (
  select * from (values
    ('0345 015 4033', date '2014-08-01', 2648, null),
    ('0345 015 4033', date '2014-09-01', 2983, null),
    ('0345 015 4033', date '2014-10-01', 3105, null),
    ('0345 015 4033', date '2014-11-01', 3276, null),
    ('0345 015 4033', date '2014-12-01', 2894, 183),
    ('0345 015 4033', date '2015-01-01', 3502, 406)
  ) published (line, month, calls, third_option)
),

line_months as (
  select
    lines.line,
    lines.line_number,
    months.month,
    months.month_number,
    coalesce(published.calls, settle(months.calls * lines.share, months.month, 'calls to ' || lines.line)) as calls,
    published.third_option,
    published.calls is not null as is_published
  from lines
  cross join office.months
  left join published on published.line = lines.line and published.month = months.month
  where months.is_covered
),

numbered as (
  select
    *,
    unnest(range(1, calls + 1)) as number_in_month
  from line_months
),

arrivals as (
  select
    *,
    (line_number * 1000 + month_number) * 100000000 + number_in_month as arrival,
    calls as calls_in_month
  from numbered
),

-- Most calls come in office hours; a few at any hour, and some in the night the clocks change.
moments as (
  select
    *,
    case
      when number_in_month = 2 and month(month) in (3, 10) or draw(arrival, 'clock change') < 0.002 and month(month) in (3, 10)
        then (last_day(month) - (isodow(last_day(month)) % 7)::integer)::timestamp
          + to_seconds(whole(600, 10200, arrival, 'night'))
      when number_in_month = 1 then month::timestamp + to_seconds(whole(60, 3000, arrival, 'first hour'))
      when draw(arrival, 'any hour') < 0.02
        then (month + whole(0, day(last_day(month)) - 1, arrival, 'any day'))::timestamp
          + to_seconds(whole(0, 86399, arrival, 'any second'))
      else day_in_month(month, arrival, 'call')::timestamp
        + to_seconds(30600 + floor(32400 * (0.55 * draw(arrival, 'hour') + 0.45 * draw(arrival, 'hour again')))::integer)
    end as local_at
  from arrivals
),

ranked as (
  select
    *,
    row_number() over (partition by line, month order by draw(arrival, 'option'), arrival) as option_rank
  from moments
),

options as (
  select
    *,
    coalesce(
      third_option,
      floor(calls_in_month * if(line_number = 1, 0.115, 0.07) * (0.9 + 0.2 * draw(month, 'third option' || line)))::integer
    ) as third_options
  from ranked
),

chosen as (
  select
    *,
    case
      when option_rank <= third_options then 3
      when draw(arrival, 'menu') < 0.46 then 1
      when draw(arrival, 'menu') < 0.80 then 2
      when draw(arrival, 'menu') < 0.90 then 4
    end as menu_option
  from options
),

wrapped as (
  select
    *,
    case
      when month in ('2014-12-01', '2015-01-01') and menu_option = 3 and line_number = 1 and option_rank = 1 then 'positive feedback'
      when draw(arrival, 'abandoned') < 0.045 then 'abandoned'
      when draw(arrival, 'not wrapped') < 0.03 then null
      when menu_option = 3 and month > '2015-01-01' and draw(arrival, 'positive') < 0.006 then 'positive feedback'
      when menu_option = 3 then pick(
        ['feedback', 'feedback', 'feedback', 'feedback', 'existing case', 'general enquiry'],
        arrival,
        'wrap'
      )
      when menu_option = 1 then pick(
        ['new complaint', 'new complaint', 'new complaint', 'new complaint', 'general enquiry', 'wrong number'],
        arrival,
        'wrap'
      )
      when menu_option = 2 then pick(
        ['existing case', 'existing case', 'existing case', 'existing case', 'feedback', 'general enquiry'],
        arrival,
        'wrap'
      )
      else pick(
        ['new complaint', 'existing case', 'general enquiry', 'general enquiry', 'general enquiry', 'wrong number'],
        arrival,
        'wrap'
      )
    end as wrap_up_code
  from chosen
),

timed as (
  select
    *,
    if(
      month >= '2014-12-01',
      timezone('UTC', timezone('Europe/London', local_at)),
      local_at
    ) as logged_at
  from wrapped
),

handlers as (
  select * from office.duty_members where work = 'calls'
),

handled as (
  select timed.*, whole(1, months.handlers, timed.arrival, 'handler') as handler_place
  from timed
  join (select month, count(*) as handlers from handlers group by month) months on months.month = timed.month
)

select
  handled.arrival,
  handled.month,
  row_number() over (order by handled.month, handled.logged_at, handled.arrival) as call_number,
  handled.line,
  handled.logged_at,
  handled.menu_option,
  handled.wrap_up_code,
  handlers.staff_number as handler,
  if(
    wrap_up_code = 'abandoned',
    whole(3, 120, handled.arrival, 'abandoned after'),
    20 + floor(-260 * ln(1 - 0.999 * draw(handled.arrival, 'duration')))::integer
  ) as duration_seconds
from handled
join handlers on handlers.month = handled.month and handlers.place = handled.handler_place;
