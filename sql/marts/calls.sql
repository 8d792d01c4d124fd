-- Calls by day, line, option and wrap-up, counted: what the caller chose and what the handler recorded.
-- Grain: one row per day, line, menu option and wrap-up code.
--   started_on: the day the calls began
--   line: the number that was called
--   menu_option: what the caller chose
--   wrap_up_code: what the person who answered recorded the call as
--   is_feedback_option: whether the caller chose feedback about the office: the feedback option of a feedback line of measures.yaml
--   is_positive: whether they were recorded as positive feedback
--   calls: how many calls
with

counted as (
  select started_on, line, menu_option, wrap_up_code, wrap_up_meaning, count(*)::integer as calls
  from staging.calls
  group by all
),

feedback_lines as (
  select value as line
  from staging.parameters
  where parameter = 'feedback line'
),

feedback_options as (
  select value as option
  from staging.parameters
  where parameter = 'feedback option'
)

select
  started_on,
  line,
  coalesce('option ' || menu_option, 'none recorded') as menu_option,
  coalesce(wrap_up_code, 'none recorded') as wrap_up_code,
  coalesce(
    line in (select line from feedback_lines)
    and counted.menu_option::varchar in (select option from feedback_options),
    false
  ) as is_feedback_option,
  coalesce(wrap_up_meaning = 'praise', false) as is_positive,
  calls
from counted
order by all
