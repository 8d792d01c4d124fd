-- Detailed investigations, the calendar days from assignment to a caseworker to their end, and the last day of seven
-- weeks from it (FOI-2).
-- Grain: one row per detailed investigation.
--   case_reference: the case
--   started_on: the day it began
--   assigned_on: the day it was given to a caseworker
--   ended_on: the day it ended; empty while it lasts
--   is_end_known: whether the day it ended, or that it lasts, is known: not where that day can't be read
--   days_from_assignment: calendar days from assignment to its end
--   week_7_on: the last day of 7 weeks from assignment
--   team: the team that has it
--   assigned_to: the caseworker who has it, by staff number
--   jurisdiction: health or parliamentary
--   outcome: the outcome of the case
with

investigations as (
  select case_reference, team, assigned_to, started_on, assigned_on, ended_on, blanked
  from staging.stages
  where stage = 'detailed investigation'
),

cases as (
  select case_reference, jurisdiction, outcome
  from staging.cases
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
)

select
  investigations.case_reference,
  investigations.started_on,
  investigations.assigned_on,
  investigations.ended_on,
  not list_contains(investigations.blanked, 'ended_on') as is_end_known,
  (investigations.ended_on - investigations.assigned_on)::integer as days_from_assignment,
  week_7.last_day as week_7_on,
  investigations.team,
  investigations.assigned_to,
  coalesce(cases.jurisdiction, 'not recorded') as jurisdiction,
  cases.outcome
from investigations
left join cases on cases.case_reference = investigations.case_reference
left join last_days as week_7
  on week_7.clock = 'week 7'
  and week_7.starts_on = investigations.assigned_on
order by investigations.case_reference, investigations.started_on
