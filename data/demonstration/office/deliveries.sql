-- Which files are handed over, and when.
--
-- Kinds of file:
--   month        what happened in a month
--   year         a financial year, once it is over
--   year so far  a financial year from its beginning, each month again under the same name
--   workbook     all there is, each month again under the same name
-- Each comes on a certain day of the month after: the 1st is the day after the month's last.
create table office.file_kinds as
select * from (values
  ('visualfiles-cases', '.csv', 'year', date '2014-04-01', date '2018-03-01', 1),
  ('visualfiles-stages', '.csv', 'year', date '2014-04-01', date '2018-03-01', 1),
  ('visualfiles-feedback', '.csv', 'year so far', date '2014-04-01', date '2018-03-01', 1),
  ('visualfiles-reviews', '.csv', 'year so far', date '2014-04-01', date '2018-03-01', 1),
  ('msd-cases', '.csv', 'month', date '2018-04-01', date '2022-03-01', 1),
  ('msd-stages', '.csv', 'month', date '2018-04-01', date '2022-03-01', 1),
  ('msd-feedback', '.xlsx', 'month', date '2018-04-01', date '2022-03-01', 1),
  ('msd-reviews', '.xlsx', 'month', date '2018-04-01', date '2022-03-01', 1),
  ('callmanager', '.csv', 'month', date '2014-04-01', date '2014-11-01', 2),
  ('telephony', '.csv', 'month', date '2014-12-01', date '2022-03-01', 2),
  ('mailboxes', '.csv', 'year so far', date '2015-02-01', date '2022-03-01', 1),
  ('webforms', '.jsonl', 'year so far', date '2015-01-01', date '2022-03-01', 1),
  ('hr-snapshots', '.xlsx', 'month', date '2014-04-01', date '2022-03-01', 5),
  ('quality-sampling', '.xlsx', 'month', date '2014-04-01', date '2022-03-01', 6),
  ('assurance-registers', '.xlsx', 'workbook', date '2020-04-01', date '2022-03-01', 4),
  ('information-requests', '.csv', 'month', date '2014-04-01', date '2022-03-01', 12),
  ('recommendations', '.csv', 'month', date '2018-04-01', date '2022-03-01', 5),
  ('survey', '.csv', 'year', date '2018-04-01', date '2022-03-01', 14),
  ('bodies', '.csv', 'year', date '2014-04-01', date '2022-03-01', 1)
) file_kinds (name, ending, kind, first_month, last_month, day);

-- What didn't come as it usually does.
--   late       received_on is when it came instead
--   never      it never came
--   corrected  it came on its day with mistakes in it, and again without them on received_on
--   again      the same bytes came again on received_on
-- Grain: one row per file.
create table office.unusual_deliveries as
select * from (values
  ('callmanager', date '2014-06-01', 'late', date '2014-07-21'),
  ('visualfiles-reviews', date '2015-07-01', 'late', date '2015-08-17'),
  ('telephony', date '2016-02-01', 'again', date '2016-03-10'),
  ('hr-snapshots', date '2016-08-01', 'never', null),
  ('quality-sampling', date '2017-02-01', 'never', null),
  ('telephony', date '2017-06-01', 'late', date '2017-08-07'),
  ('mailboxes', date '2018-08-01', 'late', date '2018-09-19'),
  ('quality-sampling', date '2018-10-01', 'late', date '2018-11-28'),
  ('msd-reviews', date '2019-03-01', 'again', date '2019-04-09'),
  ('telephony', date '2019-05-01', 'corrected', date '2019-06-20'),
  ('msd-feedback', date '2019-12-01', 'late', date '2020-01-14'),
  ('hr-snapshots', date '2020-03-01', 'late', date '2020-05-18'),
  ('information-requests', date '2020-04-01', 'late', date '2020-06-03'),
  ('msd-feedback', date '2020-10-01', 'corrected', date '2020-11-17'),
  ('assurance-registers', date '2020-12-01', 'late', date '2021-01-22'),
  ('hr-snapshots', date '2021-07-01', 'late', date '2021-09-09'),
  ('information-requests', date '2021-11-01', 'late', date '2021-12-29')
) unusual_deliveries (name, month, way, received_on);

-- Grain: one row per file and day it came, without those that came again as they were.
--   first_day, last_day  the days it is about: what happened after isn't in it
--   previous_on          when the file of the month before came
--   has_mistakes         whether it is to be corrected
create table office.deliveries as
with

months as (
  select
    file_kinds.*,
    months.month,
    last_day(months.month) + day as usually_on
  from office.file_kinds
  join office.months
    on months.month between file_kinds.first_month and file_kinds.last_month
    and (file_kinds.kind <> 'year' or month(months.month) = 3)
),

came as (
  select
    months.*,
    if(unusual.way = 'late', unusual.received_on, months.usually_on) as received_on,
    coalesce(unusual.way = 'corrected', false) as has_mistakes
  from months
  left join office.unusual_deliveries as unusual using (name, month)
  where coalesce(unusual.way, '') <> 'never'
  union all
  select months.*, unusual.received_on, false
  from months
  join office.unusual_deliveries as unusual using (name, month)
  where unusual.way = 'corrected'
)

select
  name,
  kind,
  month,
  name || case
    when kind = 'month' then strftime(month, '-%Y-%m')
    when kind = 'workbook' then ''
    else '-' || financial_year(month) || '-' || lpad(((financial_year(month) + 1) % 100)::varchar, 2, '0')
  end || ending as file,
  received_on,
  case when kind = 'month' then month else make_date(financial_year(month), 4, 1) end as first_day,
  case
    when kind = 'month' then last_day(month)
    when kind = 'workbook' then (received_on - 1)::date
    else least(make_date(financial_year(month) + 1, 3, 31), (received_on - 1)::date)
  end as last_day,
  max(received_on) over (partition by name order by month range between unbounded preceding and interval 1 day preceding) as previous_on,
  has_mistakes
from came;

-- Files that came again as they were. Grain: one row per file.
create table office.repeated_deliveries as
select deliveries.file, deliveries.received_on as first_on, unusual.received_on as again_on
from office.unusual_deliveries as unusual
join office.deliveries using (name, month)
where unusual.way = 'again';
