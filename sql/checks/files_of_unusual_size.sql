/*
title: each file has about as many rows as the files of its source before it
severity: warning
owner: Analyst
is_doubt: true
*/
-- A total is no row. A file with headings only, unless a third of at least six before it were so too; and one whose rows for each day it covers
-- are less than a third or more than three times the median of at least six before it, which is further from it than both
-- chance (three times the square root of the rows expected, or of four where fewer are: of few, a few more are usual) and how far those files themselves lie apart (3.5 times
-- 1.4826 median absolute deviations). Where the newest file stands alone, no other is asked.
-- Grain: one row per file.
with

totals as (
  select load_id, count(*)::integer as rows
  from raw.quarantine
  where kind = 'row set aside'
    and reason = 'a total and no record'
  group by load_id
),

files as (
  select
    loads.source,
    loads.contract,
    loads.file,
    loads.received_on,
    loads.covers_from,
    loads.covers_to,
    loads.rows_read - coalesce(totals.rows, 0) as rows_read,
    loads.covers_to - loads.covers_from + 1 as days,
    (loads.rows_read - coalesce(totals.rows, 0)) / (loads.covers_to - loads.covers_from + 1) as daily,
    loads.later_files <> 'replace' or loads.received_on = max(loads.received_on) over (partition by loads.source) as stands
  from raw.loads as loads
  left join totals on totals.load_id = loads.load_id
  where loads.covers_to is not null
    and loads.same_as is null
    and loads.is_expected
),

earlier as (
  select
    files.source,
    files.file,
    before.rows_read,
    before.daily,
    median(before.daily) over (partition by files.source, files.file) as middle
  from files
  join files as before
    on before.source = files.source
    and (before.received_on, before.covers_to) < (files.received_on, files.covers_to)
),

bounds as (
  select
    source,
    file,
    count(*) as files_before,
    count(*) filter (where rows_read = 0) as empty_before,
    any_value(middle) as middle,
    1.4826 * median(abs(daily - middle)) as spread
  from earlier
  group by source, file
),

compared as (
  select
    files.*,
    coalesce(bounds.files_before, 0) as files_before,
    coalesce(bounds.empty_before, 0) as empty_before,
    bounds.middle * files.days as expected,
    bounds.spread * files.days as spread
  from files
  left join bounds using (source, file)
),

unusual as (
  select
    *,
    if(
      rows_read = 0,
      'has headings and no row',
      format(
        'has {:,} row{} where about {:,} would be usual',
        rows_read,
        if(rows_read = 1, '', 's'),
        round(expected)::bigint
      )
    ) as problem,
    case
      when rows_read = 0 then problem
      when rows_read < expected then 'has far fewer rows than usual'
      else 'has far more rows than usual'
    end as public_problem
  from compared
  where stands
    and if(
      rows_read = 0,
      files_before < 6 or empty_before * 3 < files_before,
      files_before >= 6
      and (rows_read * 3 < expected or rows_read > 3 * expected)
      and abs(rows_read - expected) > 3 * sqrt(greatest(expected, 4))
      and abs(rows_read - expected) > 3.5 * spread
    )
)

select
  contract,
  covers_from as from_on,
  covers_to as to_on,
  file,
  format('{} {}', file, problem) as names,
  format('{} {}', file, public_problem) as public_names
from unusual
