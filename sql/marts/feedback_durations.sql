-- How many working days each allocated feedback case was watched, and whether it was then closed or passed on.
-- A case still open is watched to the last day that feedback extracts cover; one withdrawn, until it was.
-- Grain: one row per feedback case allocated.
--   feedback_reference: the feedback case
--   team: the team that has it
--   category: what kind of feedback it is
--   channel: how it came in
--   officer: the officer who has it, by staff number
--   allocated_on: the day it was given to an officer; empty while it waits
--   watched_to: the last day it was watched
--   days: working days from allocation to it; a closing on a day off counts as on the working day after it
--   is_event: whether it was then closed or passed on
with

feedback as (
  select *
  from marts.feedback
  where allocated_on is not null
    and is_closing_known
    and (closed_on is null or closed_on >= allocated_on)
),

followed as (
  select covers_to
  from staging.coverage
  where contract = 'feedback'
),

watched as (
  select
    feedback.*,
    coalesce(feedback.closed_on, followed.covers_to) as watched_to
  from feedback
  cross join followed
),

working_days as (
  select day, working_days, working_day_number
  from calendar.days
)

select
  watched.feedback_reference,
  watched.team,
  watched.category,
  watched.channel,
  watched.officer,
  watched.allocated_on,
  watched.watched_to,
  if(watched.closed_on is null, last_day.working_days, last_day.working_day_number) - first_day.working_days as days,
  watched.closed_on is not null and watched.is_completed as is_event
from watched
join working_days as first_day on first_day.day = watched.allocated_on
join working_days as last_day on last_day.day = watched.watched_to
where watched.watched_to >= watched.allocated_on
order by watched.feedback_reference
