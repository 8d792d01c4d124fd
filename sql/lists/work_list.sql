-- Every feedback case that isn't known to be closed on the day, by what is to be done with it, worst first: over week 8; due this week, whose
-- day 20 or week 8 falls by the end of the working week
-- or on a day off after it; over day 20. Each is in one of these, the first that fits, or in none, and why.
-- Its last day in time is no day over.
-- Grain: one row per feedback case.
--   feedback_reference: the feedback case
--   standing: over week 8, due this week or over day 20; or why it is in none: in time, waits to be allocated, no limit set, receipt not known, allocation not known or closing not known
--   officer: the officer who has it, by staff number
--   team: the team that has it
--   category: what kind of feedback it is
--   stage: where it has come to: with the officer, with the casework team, under review or what a review came to; not recorded where a day of it can't be read
--   allocated_on: the day it was given to an officer; empty while it waits
--   working_days_used: working days since allocation; empty where a limit isn't set
--   days_left_to_day_20: working days left to it; negative once past
--   days_left_to_week_8: calendar days left to the end of week 8; negative once past
--   next_limit: the limit that falls this week, the first of them: day 20 or week 8; empty for any other case
--   limit_on: the last day in time of the limit by which it stands where it does
with

feedback as (
  select
    *,
    allocated_on is null and is_wait_known as is_waiting
  from marts.feedback
),

placed as (
  select
    feedback.*,
    today.as_at,
    case
      when not feedback.is_closing_known then 'closing not known'
      when not feedback.is_wait_known then 'allocation not known'
      when (feedback.is_waiting or feedback.allocated_on > today.as_at) and feedback.received_on is null then 'receipt not known'
      when feedback.is_waiting or feedback.allocated_on > today.as_at then 'waits to be allocated'
      when feedback.day_20_on is null and feedback.week_8_on is null then 'no limit set'
      when feedback.week_8_on < today.as_at then 'over week 8'
      when feedback.day_20_on between today.as_at and week.due_to then 'due this week'
      when feedback.week_8_on between today.as_at and week.due_to then 'due this week'
      when feedback.day_20_on < today.as_at then 'over day 20'
      else 'in time'
    end as standing,
    week.due_to
  from feedback
  cross join lists.today
  cross join lists.work_week as week
  where (feedback.closed_on is null or feedback.closed_on > today.as_at)
    and (feedback.received_on is null or feedback.received_on <= today.as_at or feedback.allocated_on <= today.as_at)
),

limited as (
  select
    *,
    if(day_20_on between as_at and due_to, day_20_on, null) as due_day_20_on,
    if(week_8_on between as_at and due_to, week_8_on, null) as due_week_8_on
  from placed
),

reviews as (
  select
    feedback_reference,
    case
      when review_reference is null or state = 'not decided on' then null
      when state = 'a date could not be read' then 'not recorded'
      when state in ('with the casework team', 'under review', 'not proposed', 'declined') then state
      else 'review completed'
    end as stage
  from lists.review_states
)

select
  limited.feedback_reference,
  limited.standing,
  limited.officer,
  limited.team,
  limited.category,
  coalesce(
    reviews.stage,
    if(not limited.is_referral_known, 'not recorded', null),
    if(limited.referred_on <= limited.as_at, 'with the casework team', null),
    if(limited.allocated_on <= limited.as_at, 'with the officer', null),
    'not allocated'
  ) as stage,
  if(limited.allocated_on <= limited.as_at, limited.allocated_on, null) as allocated_on,
  open.working_days_used,
  open.days_left_to_day_20,
  open.days_left_to_week_8,
  case
    when limited.standing <> 'due this week' then null
    when limited.due_week_8_on <= coalesce(limited.due_day_20_on, limited.due_week_8_on) then 'week 8'
    else 'day 20'
  end as next_limit,
  case limited.standing
    when 'over week 8' then limited.week_8_on
    when 'due this week' then least(limited.due_day_20_on, limited.due_week_8_on)
    when 'over day 20' then limited.day_20_on
    when 'in time' then least(limited.day_20_on, limited.week_8_on)
  end as limit_on
from limited
left join lists.open_feedback as open on open.feedback_reference = limited.feedback_reference
left join reviews on reviews.feedback_reference = limited.feedback_reference
order by
  list_position(['over week 8', 'due this week', 'over day 20', 'in time', 'waits to be allocated'], limited.standing) nulls last,
  limit_on nulls last,
  limited.received_on,
  limited.feedback_reference
