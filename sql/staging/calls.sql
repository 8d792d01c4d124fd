-- Telephone calls, with the day they began in London.
-- Grain: one row per call.
select
  call_id,
  started_at,
  -- London is never behind UTC and at most an hour ahead: only the last hour can be of the next day.
  case
    when hour(started_at) < 23 then started_at::date
    else (started_at at time zone 'UTC' at time zone 'Europe/London')::date
  end as started_on,
  line,
  menu_option,
  wrap_up_code,
  duration_seconds
from raw.calls
