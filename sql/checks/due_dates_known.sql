/*
title: every clock that has started has a last day
severity: blocking
owner: Analyst
*/
-- A date past the calendar would leave the last day empty. A limit that the office hasn't set has none. What began before it, clocks_start_in_calendar tells of.
-- Grain: one row per clock without one.
with

started as (
  select 'day 20' as clock, feedback_reference as reference, allocated_on as starts_on, day_20_on as last_day
  from marts.feedback

  union all

  select 'acknowledgement', feedback_reference, received_on, acknowledgement_due_on
  from marts.feedback

  union all

  select 'day 20 of receipt', feedback_reference, received_on, receipt_day_20_on
  from marts.feedback

  union all

  select 'review proposal', review_reference, received_on, proposal_due_on
  from marts.reviews

  union all

  select 'team decision', review_reference, sent_to_team_on, team_decision_due_on
  from marts.reviews

  union all

  select 'service user told', review_reference, team_decided_on, told_due_on
  from marts.reviews

  union all

  select 'information request', request_reference, received_on, due_on
  from marts.information_requests
  where not is_waiting
),

calendar as (
  select min(day) as first_day
  from calendar.days
)

select distinct started.reference
from started
join calendar.clocks as clocks on clocks.clock = started.clock
cross join calendar
where started.starts_on >= calendar.first_day
  and started.last_day is null
