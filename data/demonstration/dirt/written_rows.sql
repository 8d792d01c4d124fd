-- Every row of the extracts of one source as it is written, with its number in the file.
-- Reads clean_rows, dirty_rows and the variables columns, kinds, format, first_row.
-- Grain: one row per row of a file, and one without a line for each sheet that is there in any case.
create or replace temp table written_rows as
with

rows as (
  select extract_received_on, file, sheet, place, 0 as part, cells, null as line, null as column_name, null as reason
  from clean_rows
  union all
  select extract_received_on, file, sheet, place, part, cells, line, column_name, reason
  from dirty_rows
),

numbered as (
  select
    *,
    row_number() over (partition by extract_received_on, file, sheet order by place, part) + getvariable('first_row') - 1 as row_number
  from rows
)

select
  extract_received_on,
  file,
  sheet,
  place,
  row_number,
  column_name,
  reason,
  case getvariable('format')
    when 'csv' then coalesce(line, csv_line(cells))
    when 'jsonl' then coalesce(line, json_line(getvariable('columns'), cells))
    else sheet_row(cells, getvariable('kinds'), row_number)
  end as line
from numbered
union all
select
  deliveries.received_on,
  deliveries.file,
  sheets.sheet,
  list_position(getvariable('sheets')::varchar[], sheets.sheet) - 100,
  0,
  null,
  null,
  null
from office.deliveries
cross join (select unnest(getvariable('sheets')::varchar[]) as sheet) as sheets
where deliveries.name = getvariable('file_name');
