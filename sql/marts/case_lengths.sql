-- How many calendar days each case was open, from its receipt to its last closing, or while it is open to the last day that
-- extracts of cases cover.
-- Grain: one row per case.
--   case_reference: the case
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has it
--   received_on: the day it was received
--   watched_to: the last day it was watched
--   days: calendar days from receipt to it
--   is_event: whether the case was then closed
with

cases as (
  select case_reference, jurisdiction, team, received_on, closed_on
  from marts.cases
  where received_on is not null
    and is_closing_known
),

followed as (
  select covers_to
  from staging.coverage
  where contract = 'cases'
),

watched as (
  select
    cases.*,
    coalesce(cases.closed_on, followed.covers_to) as watched_to
  from cases
  cross join followed
)

select
  case_reference,
  jurisdiction,
  team,
  received_on,
  watched_to,
  (watched_to - received_on)::integer as days,
  closed_on is not null as is_event
from watched
where watched_to >= received_on
order by case_reference
