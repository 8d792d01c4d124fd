-- The monthly log of the old telephone system: local time, no menu option, no category.
-- Grain: one row per call, to November 2014.
select
  (last_day(month) + 2)::date as extract_received_on,
  'callmanager-' || strftime(month, '%Y-%m') || '.csv' as file,
  '' as sheet,
  call_number as place,
  [
    'CM' || lpad(call_number::varchar, 8, '0'),
    strftime(logged_at, '%d/%m/%Y %H:%M:%S'),
    line,
    (4000 + whole(1, 60, arrival, 'extension'))::varchar,
    duration_seconds::varchar
  ] as cells
from office.calls
where month < '2014-12-01'
