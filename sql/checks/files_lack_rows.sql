/*
title: each file of calls, web forms, emails or staff that came again has all the rows it had
severity: warning
owner: Analyst
is_doubt: true
*/
-- Of sources that add, where a row stands until another says otherwise: nothing says whether what a file has no longer is
-- withdrawn or was forgotten. Of sources that update, a file has what changed alone, and isn't looked at. A file that lacks
-- more rows of its days than it has brings corrections alone, and is passed over.
-- Grain: one row per file and later one of its name.
with

files as (
  select load_id, source, contract, file, received_on, regexp_extract(file, '[^/]+$') as name
  from raw.loads
  where later_files = 'add'
    and same_as is null
    and received_on is not null
),

-- Spans of emails of whose every day a later file has a count of its own.
told_anew as (
  select earlier_load_id as load_id, mailbox, from_on, to_on
  from (
    select
      earlier.load_id as earlier_load_id,
      earlier.mailbox,
      earlier.from_on,
      earlier.to_on,
      unnest(generate_series(later.from_on, later.to_on, interval 1 day)) as day
    from raw.emails as earlier
    join raw.emails as later
      on later.mailbox = earlier.mailbox
      and later.from_on >= earlier.from_on
      and later.to_on <= earlier.to_on
    join files as earlier_files on earlier_files.load_id = earlier.load_id
    join files as later_files
      on later_files.load_id = later.load_id
      and later_files.received_on > earlier_files.received_on
  )
  group by earlier_load_id, mailbox, from_on, to_on
  having count(distinct day) = to_on - from_on + 1
),

moments as (
  select load_id, started_at as moment
  from raw.calls

  union all

  select load_id, submitted_at as moment
  from raw.web_forms
),

days as (
  -- The office's day: the last that had begun.
  select moments.load_id, local_days.day as from_on, local_days.day as to_on
  from moments
  asof join raw.local_days as local_days on moments.moment >= local_days.begins_at

  union all

  select load_id, from_on, to_on
  from raw.emails
  anti join told_anew using (load_id, mailbox, from_on, to_on)

  union all

  select load_id, snapshot_on, snapshot_on
  from raw.staff
),

counted as (
  select load_id, from_on, to_on, count(*) as standing
  from days
  where from_on is not null
    and to_on is not null
  group by load_id, from_on, to_on
),

spans as (
  select load_id, min(from_on) as first_on, max(to_on) as last_on, sum(standing) as rows
  from counted
  group by load_id
),

newest as (
  select files.*, spans.first_on, spans.last_on, spans.rows as own_rows
  from files
  join spans on spans.load_id = files.load_id
  qualify row_number() over (
    partition by files.source, files.name
    order by files.received_on desc, files.load_id desc
  ) = 1
),

lacking as (
  select
    newest.contract,
    newest.file,
    newest.own_rows,
    files.file as earlier_file,
    min(counted.from_on) as from_on,
    max(counted.to_on) as to_on,
    sum(counted.standing) as rows
  from newest
  join files
    on files.source = newest.source
    and files.name = newest.name
    and files.received_on < newest.received_on
  join counted
    on counted.load_id = files.load_id
    and counted.from_on >= newest.first_on
    and counted.to_on <= newest.last_on
  group by newest.contract, newest.file, newest.own_rows, files.file
)

select
  contract,
  from_on,
  to_on,
  file,
  format('{} lacks {:,} row{} that {} had', file, rows::bigint, if(rows = 1, '', 's'), earlier_file) as names,
  format('{} lacks rows that {} had', file, earlier_file) as public_names
from lacking
where own_rows >= rows
