-- Copies of good rows, each with one fault and (unless it is a second occurrence) a reference of its own. One whose fault
-- costs a value alone is loaded, so none is put into a file that a published figure is counted from.
-- Reads clean_rows and the variables source, columns, key_column and date_format.
-- Grain: one row per dirty row.
create or replace temp table dirty_rows as
with

headers as (
  select getvariable('columns')::varchar[] as columns
),

wanted as (
  select
    faults.*,
    list_position(headers.columns, header) as position,
    list_position(headers.columns, base) as base_position,
    list_position(headers.columns, after_base) as after_position,
    list_transform(needs, lambda name: list_position(headers.columns, name)) as needed,
    list_transform(blanks, lambda name: list_position(headers.columns, name)) as blank
  from faults
  cross join headers
  where source = getvariable('source')
),

some_rows as (
  select *, draw(extract_received_on || file || sheet || place, 'base of a dirty row') as chance
  from clean_rows
  where len(cells) > 0 and chance < 4000.0 / (select count(*) from clean_rows)
),

published as (
  select unnest([
    'callmanager-2014-08.csv',
    'callmanager-2014-09.csv',
    'callmanager-2014-10.csv',
    'callmanager-2014-11.csv',
    'telephony-2014-12.csv',
    'telephony-2015-01.csv',
    'mailboxes-2014-15.csv',
    'webforms-2014-15.jsonl',
    'hr-snapshots-2022-03.xlsx'
  ]) as file
),

candidates as (
  select
    wanted.*,
    some_rows.* exclude (chance),
    row_number() over (
      partition by wanted.fault
      order by draw(some_rows.chance::varchar, wanted.fault), some_rows.extract_received_on, some_rows.file, some_rows.sheet, some_rows.place
    ) as copy
  from wanted
  join some_rows
    on len(list_filter(needed, lambda position: coalesce(some_rows.cells[position], '') = '')) = 0
    and len(list_filter(blank, lambda position: coalesce(some_rows.cells[position], '') <> '')) = 0
  where
    (
      wanted.way not in ('set', 'shift', 'late')
      or wanted.header = getvariable('key_column')
      or some_rows.file not in (select file from published)
    )
    and (
      wanted.way <> 'shift'
      or try_strptime(some_rows.cells[base_position], getvariable('date_format'))
        >= case
          when after_base = '' then timestamp '1900-01-01'
          else try_strptime(some_rows.cells[after_position], getvariable('date_format')) + interval 2 day
        end
    )
),

chosen as (
  select
    *,
    row_number() over (order by fault, copy) as dirty_number,
    list_position((select columns from headers), getvariable('key_column')) as key_position
  from candidates
  where copy <= times
),

renamed as (
  select
    * exclude (cells),
    list_transform(
      cells,
      lambda cell, number: case
        when number = key_position and way <> 'copy'
          then regexp_extract(cell, '^[^0-9]+') || if(getvariable('source') like 'msd%', '98', '99')
            || lpad(dirty_number::varchar, len(regexp_extract(cell, '[0-9]+$'))::integer - 2, '0')
        else cell
      end
    ) as cells
  from chosen
),

spoilt as (
  select
    * exclude (cells),
    case
      when way in ('set', 'shift', 'late') then list_transform(
        cells,
        lambda cell, number: case
          when number <> position then cell
          when way = 'set' then nullif(value, '')
          when way = 'shift'
            then strftime(
              try_strptime(cells[base_position], getvariable('date_format')) + to_days(value::integer),
              getvariable('date_format')
            )
          else strftime(extract_received_on + value::integer, getvariable('date_format'))
        end
      )
      when way = 'extra cell' then list_concat(cells, ['see notes'])
      when way = 'lost cell' then cells[1:-3]
      when way = 'total' then ['Total rows: ' || place]
      else cells
    end as cells
  from renamed
)

select
  extract_received_on,
  file,
  sheet,
  if(way = 'total', 9000000000000000, place) as place,
  dirty_number as part,
  cells,
  case way
    when 'broken quotes' then
      array_to_string(list_transform(cells[1:-2], lambda cell: csv_cell(replace(replace(cell, chr(13), ''), chr(10), ' '))), ',')
      || ',"Says "urgent" twice"'
    when 'not json' then '{"form_id": "WF-99999", "submitted_at": '
  end as line,
  column_name,
  reason
from spoilt;
