/*
title: every clock that has started has a last day
severity: blocking
owner: Analyst
*/
-- A date past the calendar would leave the last day empty. What began before it, clocks_start_in_calendar tells of.
-- Grain: one row per clock without one.
with

clocks as (
  select feedback_reference as reference, allocated_on as starts_on, day_20_on as last_day
  from marts.feedback

  union all

  select feedback_reference, received_on, acknowledgement_due_on
  from marts.feedback

  union all

  select feedback_reference, received_on, receipt_day_20_on
  from marts.feedback

  union all

  select review_reference, received_on, proposal_due_on
  from marts.reviews

  union all

  select review_reference, sent_to_team_on, team_decision_due_on
  from marts.reviews

  union all

  select review_reference, team_decided_on, told_due_on
  from marts.reviews

  union all

  select request_reference, received_on, due_on
  from marts.information_requests
  where not is_waiting
),

calendar as (
  select min(day) as first_day
  from calendar.days
)

select distinct clocks.reference
from clocks
cross join calendar
where clocks.starts_on >= calendar.first_day
  and clocks.last_day is null
