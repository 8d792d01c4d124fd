/*
title: no file loses more than half its rows, nor a column of it more than half its dates
severity: blocking
owner: Analyst
*/
-- So many mean that the extract or its mapping changed, not that the records are poor. Of rows that tell of one record,
-- those that the mapping passes over are none of them.
-- Grain: one row per file, and per column of dates of a file.
with

passed_over as (
  select load_id, count(*) as rows
  from raw.quarantine
  where kind = 'row set aside' and reason = 'another row of its record stands'
  group by load_id
),

lost as (
  select
    loads.file,
    loads.rows_read - coalesce(passed_over.rows, 0) as rows_read,
    loads.rows_quarantined - coalesce(passed_over.rows, 0) as lost,
    'rows set aside' as what
  from raw.loads
  left join passed_over on passed_over.load_id = loads.load_id

  union all

  select
    loads.file,
    loads.rows_read - coalesce(passed_over.rows, 0),
    count(*),
    'values of ' || quarantine.column_name || ' left empty'
  from raw.quarantine
  join raw.loads on loads.load_id = quarantine.load_id
  left join passed_over on passed_over.load_id = loads.load_id
  where quarantine.kind = 'value blanked'
    and regexp_matches(quarantine.column_name, '_(on|at|to)$')
  group by loads.load_id, loads.file, loads.rows_read, passed_over.rows, quarantine.column_name
)

select
  file,
  format('{}: {:,} of {:,} {}', file, lost, rows_read, what) as names
from lost
where lost > 0.5 * rows_read
  and rows_read >= 20
