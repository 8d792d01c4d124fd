-- Calls by day, line, option and wrap-up, counted: what the caller chose and what the handler recorded (FOI-1).
-- Grain: one row per day, line, menu option and wrap-up code.
--   started_on: the day the calls began
--   line: the number that was called
--   menu_option: what the caller chose
--   wrap_up_code: what the person who answered recorded the call as
--   is_feedback_option: whether the caller chose feedback about the office: option 3 of 0345 015 4033
--   is_positive: whether they were recorded as positive feedback
--   calls: how many calls
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
  coalesce(line = '0345 015 4033' and counted.menu_option = 3, false) as is_feedback_option,
  coalesce(wrap_up_code = 'positive feedback', false) as is_positive,
  calls
from counted
order by all
