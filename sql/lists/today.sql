-- The day that lists are asked about, set with `set variable as_at = date '2022-03-31'`: what happened later isn't known.
-- `since` is the last day that the last assurance meeting had figures of, or the end of the month before where no list of meetings is kept; `year_ago`
-- the end of the day from which the last 12 months run.
-- Grain: one row per day asked about, of which there is one.
--   as_at: the day asked about
--   since: the last day that the last meeting looked at, or the end of the month before
--   met_on: the day of that meeting; empty where no list is kept
--   year_ago: the day before the last 12 months
--   working_days: working days of the office's own calendar up to the day
with

asked as (
  select getvariable('as_at')::date as as_at
),

last_meeting as (
  select
    max(meetings.looked_to) as looked_to,
    arg_max(meetings.held_on, meetings.looked_to) as met_on
  from calendar.meetings as meetings
  cross join asked
  where meetings.looked_to < date_trunc('month', asked.as_at)
)

select
  asked.as_at,
  coalesce(last_meeting.looked_to, (date_trunc('month', asked.as_at) - interval 1 day)::date) as since,
  last_meeting.met_on,
  (asked.as_at - interval 1 year)::date as year_ago,
  days.working_days
from asked
cross join last_meeting
join calendar.days as days on days.day = asked.as_at and not days.is_by_rule
