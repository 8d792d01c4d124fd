/*
title: no column of a file loses more than half its values
severity: warning
owner: Analyst
*/
-- So many mean that its codes or their mapping changed. Dates are of files_mostly_loaded.
-- Grain: one row per file and column.
with

lost as (
  select load_id, column_name, count(*) as lost
  from raw.quarantine
  where kind = 'value blanked'
    and not regexp_matches(column_name, '_(on|at|to)$')
  group by load_id, column_name
)

select
  loads.file,
  format('{}: {:,} of {:,} values of {} left empty', loads.file, lost.lost, loads.rows_read, lost.column_name) as names
from lost
join raw.loads on loads.load_id = lost.load_id
where lost.lost > 0.5 * loads.rows_read
  and loads.rows_read >= 20
