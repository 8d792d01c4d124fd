/*
title: figures already published come out of the rows as they were published
severity: warning
owner: FOI officer
*/
-- A period of which there are no rows at all is not held by now, and isn't compared.
-- Grain: one row per published figure that differs.
with

published as (
  select *
  from (
    values
      -- FOI-1 Q4: calls to 0345 015 4033, those that chose option 3, and those wrapped up as positive.
      ('calls', '', date '2014-08-01', date '2014-08-31', 2648),
      ('calls', '', date '2014-09-01', date '2014-09-30', 2983),
      ('calls', '', date '2014-10-01', date '2014-10-31', 3105),
      ('calls', '', date '2014-11-01', date '2014-11-30', 3276),
      ('calls', '', date '2014-12-01', date '2014-12-31', 2894),
      ('calls', '', date '2015-01-01', date '2015-01-31', 3502),
      ('option 3', '', date '2014-12-01', date '2014-12-31', 183),
      ('option 3', '', date '2015-01-01', date '2015-01-31', 406),
      ('positive', '', date '2014-12-01', date '2015-01-31', 2),
      -- FOI-1 Q1 and Q3: emails to the complaints mailbox, uses of the online form.
      ('emails', '', date '2014-12-14', date '2015-02-11', 475),
      ('web forms', '', date '2015-01-07', date '2015-02-11', 4),
      -- FOI-2: staff by role, and caseworkers in parliamentary teams.
      ('staff', 'intake caseworker', date '2022-03-30', date '2022-03-30', 36),
      ('staff', 'caseworker', date '2022-03-30', date '2022-03-30', 198),
      ('staff', 'senior caseworker', date '2022-03-30', date '2022-03-30', 64),
      ('parliamentary', 'caseworker', date '2022-03-30', date '2022-03-30', 29)
  ) as published (figure, role, from_on, to_on, value)
),

counted as (
  select 'calls' as figure, '' as role, started_on as counted_on, calls as value
  from marts.calls
  where line = '0345 015 4033'

  union all

  select 'option 3', '', started_on, if(is_feedback_option, calls, 0)
  from marts.calls
  where line = '0345 015 4033'

  union all

  select 'positive', '', started_on, if(is_positive, calls, 0)
  from marts.calls

  union all

  select 'emails', '', received_on, emails
  from marts.emails
  where mailbox = 'Complaints about us'

  union all

  select 'web forms', '', submitted_on, 1
  from marts.web_forms

  union all

  select 'staff', role, snapshot_on, 1
  from marts.staff
  where is_main

  union all

  select 'parliamentary', role, snapshot_on, is_parliamentary::integer
  from marts.staff
  where is_main
)

select published.figure, published.role, published.from_on
from published
join counted
  on counted.figure = published.figure
  and counted.role = published.role
  and counted.counted_on between published.from_on and published.to_on
group by published.figure, published.role, published.from_on, published.value
having sum(counted.value) <> published.value
