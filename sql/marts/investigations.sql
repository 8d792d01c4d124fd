-- Detailed investigations, the calendar days from assignment to a caseworker to their end, and the last day of seven
-- weeks from it.
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
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   body: the body complained about
--   kind_of_body: the kind of body, as the latest file of bodies has it
--   outcome: the outcome of the case; empty for an investigation that another followed, for only the last outcome is known
--   is_decided: whether that is a decision on what was investigated: upheld, partly upheld or not upheld
--   is_upheld: whether it was upheld or partly upheld; empty without an outcome
with

investigations as (
  select
    case_reference,
    team,
    assigned_to,
    started_on,
    assigned_on,
    ended_on,
    blanked,
    lead(started_on) over (partition by case_reference order by started_on) is null as is_last
  from staging.stages
  where stage_meaning = 'investigation'
),

cases as (
  select case_reference, jurisdiction, body, kind_of_body, outcome, outcome_meaning
  from marts.cases
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
),

known as (
  select
    investigations.*,
    cases.jurisdiction,
    cases.body,
    cases.kind_of_body,
    if(investigations.is_last, cases.outcome, null) as outcome,
    if(investigations.is_last, cases.outcome_meaning, null) as outcome_meaning
  from investigations
  left join cases on cases.case_reference = investigations.case_reference
)

select
  known.case_reference,
  known.started_on,
  known.assigned_on,
  known.ended_on,
  not list_contains(known.blanked, 'ended_on') as is_end_known,
  (known.ended_on - known.assigned_on)::integer as days_from_assignment,
  week_7.last_day as week_7_on,
  known.team,
  known.assigned_to,
  coalesce(known.jurisdiction, 'not recorded') as jurisdiction,
  known.body,
  known.kind_of_body,
  known.outcome,
  coalesce(known.outcome_meaning in ('found for', 'found in part', 'found against'), false) as is_decided,
  known.outcome_meaning in ('found for', 'found in part') as is_upheld
from known
left join last_days as week_7
  on week_7.clock = 'week 7'
  and week_7.starts_on = known.assigned_on
order by known.case_reference, known.started_on
