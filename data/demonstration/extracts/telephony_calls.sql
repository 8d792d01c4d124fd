-- The monthly log of the telephone system since December 2014: UTC, in files by local month.
-- The mistake that is corrected later: six calls are wrapped up as wrong numbers.
-- Grain: one row per call and file.
with

delivered as (
  select calls.*, deliveries.received_on as extract_received_on, deliveries.file, deliveries.has_mistakes
  from office.calls
  join office.deliveries on deliveries.name = 'telephony' and deliveries.month = calls.month
),

mistaken as (
  select arrival
  from delivered
  where has_mistakes and wrap_up_code in ('new complaint', 'existing case', 'feedback')
  qualify row_number() over (partition by file order by draw(arrival, 'mistake'), arrival) <= 6
)

select
  delivered.extract_received_on,
  delivered.file,
  '' as sheet,
  delivered.call_number as place,
  [
    'TC' || lpad(delivered.call_number::varchar, 8, '0'),
    strftime(delivered.logged_at, '%Y-%m-%dT%H:%M:%SZ'),
    delivered.line,
    delivered.menu_option::varchar,
    if(delivered.has_mistakes and mistaken.arrival is not null, 'wrong number', delivered.wrap_up_code),
    if(delivered.wrap_up_code = 'abandoned', null, delivered.handler),
    delivered.duration_seconds::varchar,
    if(draw(delivered.arrival, 'withheld') < 0.15, null, person_telephone(delivered.arrival)),
    if(
      draw(delivered.arrival, 'note') < 0.12,
      prose(short_note(delivered.arrival, 'note'), delivered.arrival, 'note'),
      null
    )
  ] as cells
from delivered
left join mistaken on mistaken.arrival = delivered.arrival
