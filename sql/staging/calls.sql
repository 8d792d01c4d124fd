-- Telephone calls, with the day they began in London.
-- Grain: one row per call.
select
  call_id,
  started_at,
  (started_at at time zone 'UTC' at time zone 'Europe/London')::date as started_on,
  line,
  menu_option,
  wrap_up_code,
  duration_seconds
from raw.calls
