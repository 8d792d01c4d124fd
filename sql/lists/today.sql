-- The day that lists are asked about, set with `set variable as_at = date '2022-03-31'`: what happened later isn't known.
-- `since` is the end of the month before, when the assurance meeting last looked; `year_ago` the end of the day from
-- which the last 12 months run.
-- Grain: one row per day asked about, of which there is one.
--   as_at: the day asked about
--   since: the end of the month before
--   year_ago: the day before the last 12 months
--   working_days: working days of the office's own calendar up to the day
with

asked as (
  select getvariable('as_at')::date as as_at
)

select
  asked.as_at,
  (date_trunc('month', asked.as_at) - interval 1 day)::date as since,
  (asked.as_at - interval 1 year)::date as year_ago,
  days.working_days
from asked
join calendar.days as days on days.day = asked.as_at and not days.is_by_rule
