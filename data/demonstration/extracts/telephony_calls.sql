-- The monthly log of the telephone system since December 2014: UTC, in files by local month.
-- Grain: one row per call.
select
  (last_day(month) + 2)::date as extract_received_on,
  'telephony-' || strftime(month, '%Y-%m') || '.csv' as file,
  '' as sheet,
  call_number as place,
  [
    'TC' || lpad(call_number::varchar, 8, '0'),
    strftime(logged_at, '%Y-%m-%dT%H:%M:%SZ'),
    line,
    menu_option::varchar,
    wrap_up_code,
    if(wrap_up_code = 'abandoned', null, handler),
    duration_seconds::varchar,
    if(draw(arrival, 'withheld') < 0.15, null, person_telephone(arrival)),
    if(draw(arrival, 'note') < 0.12, prose(short_note(arrival, 'note'), arrival, 'note'), null)
  ] as cells
from office.calls
where month >= '2014-12-01'
