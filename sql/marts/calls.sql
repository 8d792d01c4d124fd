-- Calls by day, line, option and wrap-up, counted: what the caller chose and what the handler recorded (FOI-1).
-- Grain: one row per day, line, menu option and wrap-up code.
with counted as (
  select started_on, line, menu_option, wrap_up_code, count(*)::integer as calls
  from staging.calls
  group by all
)

select
  started_on,
  line,
  coalesce('option ' || menu_option, 'none recorded') as menu_option,
  coalesce(wrap_up_code, 'none recorded') as wrap_up_code,
  calls
from counted
order by all
