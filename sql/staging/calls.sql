-- Telephone calls, with the day of the office they began on. The legs of one call, such as before and after a transfer, have its
-- reference: they are one call, with the line and option of the first leg that has them and the last wrap-up. A reference
-- that comes again after half a day is another call's.
-- Grain: one row per call.
with

legs as (
  select
    calls.call_id,
    calls.call_reference,
    loads.source,
    calls.started_at,
    calls.line,
    calls.menu_option,
    calls.wrap_up_code,
    calls.duration_seconds,
    coalesce(
      calls.started_at - lag(calls.started_at) over (
        partition by loads.source, calls.call_reference
        order by calls.started_at, calls.call_id
      ) > interval 12 hour,
      true
    )::integer as begins
  from raw.calls as calls
  left join raw.loads as loads on loads.load_id = calls.load_id
  where calls.call_reference is not null
),

numbered as (
  select
    *,
    sum(begins) over (partition by source, call_reference order by started_at, call_id) as call_number
  from legs
),

joined as (
  select
    first(call_id order by started_at, call_id) as call_id,
    min(started_at) as started_at,
    first(line order by started_at, call_id) filter (where line is not null) as line,
    first(menu_option order by started_at, call_id) filter (where menu_option is not null) as menu_option,
    last(wrap_up_code order by started_at, call_id) filter (where wrap_up_code is not null) as wrap_up_code,
    sum(duration_seconds)::bigint as duration_seconds
  from numbered
  group by source, call_reference, call_number
),

all_calls as (
  select call_id, started_at, line, menu_option, wrap_up_code, duration_seconds
  from raw.calls
  where call_reference is null

  union all

  select call_id, started_at, line, menu_option, wrap_up_code, duration_seconds
  from joined
)

select
  calls.call_id,
  calls.started_at,
  -- The office's day of a moment is its day in UTC, the one before or the one after.
  case
    when days.day is null
      then (calls.started_at at time zone 'UTC' at time zone (select time_zone from raw.office))::date
    when calls.started_at < days.begins_at then days.day - 1
    when calls.started_at >= days.ends_at then days.day + 1
    else days.day
  end as started_on,
  calls.line,
  calls.menu_option,
  calls.wrap_up_code,
  wrap_up_words.meaning as wrap_up_meaning,
  calls.duration_seconds
from all_calls as calls
left join raw.local_days as days on days.day = calls.started_at::date
left join raw.wrap_up_code_words as wrap_up_words on wrap_up_words.word = calls.wrap_up_code
