/*
title: no file with all records lacks more of them than it has
severity: warning
owner: Analyst
is_doubt: true
*/
-- So many are rarely gone at once: it may be a part of the file, or that of a filter.
-- Grain: one row per file that lacks most of the records of those before it.
with

gone as (
  select
    removed.contract,
    removed.removed_on,
    loads.source,
    min(loads.covers_from) as from_on,
    count(*) as records
  from raw.removed as removed
  join raw.loads as loads on loads.load_id = removed.load_id
  where removed.reason = 'no longer in the extract'
  group by removed.contract, removed.removed_on, loads.source
)

select
  gone.contract,
  gone.from_on,
  loads.covers_to as to_on,
  format('{} lacks {:,} rows that the files before it had', loads.file, gone.records) as names,
  format('{} lacks rows that the files before it had', loads.file) as public_names
from gone
join raw.loads as loads
  on loads.source = gone.source
  and loads.received_on = gone.removed_on
where gone.records >= 3
  and gone.records > loads.rows_loaded
