/*
title: each file has rows of the period its name says
severity: warning
owner: Analyst
is_doubt: true
*/
-- Of sources that add: where later files update, a file rightly holds records that are older. A file is passed over when a
-- later one of its period came, or when rows of it were sent again since and so no longer stand.
-- Grain: one row per file whose rows are all of other days.
with

files as (
  select
    load_id,
    contract,
    file,
    covers_from,
    covers_to,
    -- It came within its period: the day of receipt is one of it, though not a whole one.
    least(received_on, last_day(covers_to)) as period_to,
    rows_loaded
  from raw.loads
  where covers_to is not null
    and same_as is null
    and later_files = 'add'
    and rows_loaded > 0
  qualify row_number() over (
    partition by source, covers_from
    order by covers_to desc, received_on desc, load_id desc
  ) = 1
),

moments as (
  select load_id, started_at as moment
  from raw.calls

  union all

  select load_id, submitted_at as moment
  from raw.web_forms
),

days as (
  select
    moments.load_id,
    -- The office's day of a moment is its day in UTC, the one before or the one after.
    case
      when local_days.day is null
        then (moment at time zone 'UTC' at time zone office.time_zone)::date
      when moment < local_days.begins_at then local_days.day - 1
      when moment >= local_days.ends_at then local_days.day + 1
      else local_days.day
    end as from_on,
    from_on as to_on
  from moments
  cross join raw.office as office
  left join raw.local_days as local_days on local_days.day = moment::date

  union all

  select load_id, from_on, to_on
  from raw.emails

  union all

  select load_id, snapshot_on, snapshot_on
  from raw.staff
),

counted as (
  select
    files.load_id,
    count(*) as standing,
    count(days.to_on) as dated,
    count(*) filter (days.from_on <= files.period_to and days.to_on >= files.covers_from) as own
  from files
  join days on days.load_id = files.load_id
  group by files.load_id
)

select
  files.contract,
  files.covers_from as from_on,
  files.covers_to as to_on,
  files.file,
  format(
    '{} has {:,} row{}, and none is of the period its name says',
    files.file,
    counted.standing,
    if(counted.standing = 1, '', 's')
  ) as names,
  format('{} has no row of the period its name says', files.file) as public_names
from files
join counted on counted.load_id = files.load_id
where counted.standing = files.rows_loaded
  and counted.dated > 0
  and counted.own = 0
