/*
title: no file loses more than half its rows, nor a column of it more than half its dates
severity: blocking
owner: Analyst
*/
-- So many mean that the extract or its mapping changed, not that the records are poor.
-- Grain: one row per file, and per column of dates of a file.
with

lost as (
  select file, rows_read, rows_quarantined as lost, 'rows set aside' as what
  from raw.loads

  union all

  select loads.file, loads.rows_read, count(*), 'values of ' || quarantine.column_name || ' left empty'
  from raw.quarantine
  join raw.loads on loads.load_id = quarantine.load_id
  where quarantine.kind = 'value blanked'
    and regexp_matches(quarantine.column_name, '_(on|at|to)$')
  group by loads.load_id, loads.file, loads.rows_read, quarantine.column_name
)

select
  file,
  format('{}: {:,} of {:,} {}', file, lost, rows_read, what) as names
from lost
where lost > 0.5 * rows_read
  and rows_read >= 20
