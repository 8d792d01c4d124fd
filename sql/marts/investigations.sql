-- Detailed investigations and the calendar days from assignment to a caseworker to their end (FOI-2).
-- Grain: one row per detailed investigation.
with

investigations as (
  select case_reference, team, assigned_to, started_on, assigned_on, ended_on
  from staging.stages
  where stage = 'detailed investigation'
),

cases as (
  select case_reference, jurisdiction, outcome
  from staging.cases
)

select
  investigations.case_reference,
  investigations.started_on,
  investigations.assigned_on,
  investigations.ended_on,
  (investigations.ended_on - investigations.assigned_on)::integer as days_from_assignment,
  investigations.team,
  investigations.assigned_to,
  coalesce(cases.jurisdiction, 'not recorded') as jurisdiction,
  cases.outcome
from investigations
left join cases on cases.case_reference = investigations.case_reference
order by investigations.case_reference, investigations.started_on
