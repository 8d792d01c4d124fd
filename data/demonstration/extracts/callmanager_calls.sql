-- The monthly log of the old telephone system: local time, no menu option, no category.
-- Grain: one row per call, to November 2014.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  calls.call_number as place,
  [
    'CM' || lpad(calls.call_number::varchar, 8, '0'),
    strftime(calls.logged_at, '%d/%m/%Y %H:%M:%S'),
    calls.line,
    (4000 + whole(1, 60, calls.arrival, 'extension'))::varchar,
    calls.duration_seconds::varchar
  ] as cells
from office.calls
join office.deliveries on deliveries.name = 'callmanager' and deliveries.month = calls.month
