-- How many calendar days each case was watched from its receipt, and whether it was then decided. A case not decided is
-- watched until it was closed, and an open one to the last day that extracts of cases cover.
-- Grain: one row per case.
--   case_reference: the case
--   jurisdiction: health or parliamentary
--   team: the team that has it
--   received_on: the day it was received
--   watched_to: the last day it was watched
--   days: calendar days from receipt to it
--   is_event: whether the case was then decided
with

cases as (
  select case_reference, jurisdiction, team, received_on, decided_on, closed_on
  from marts.cases
  where received_on is not null
    and is_closing_known
    and is_decision_known
),

followed as (
  select covers_to
  from staging.coverage
  where contract = 'cases'
),

watched as (
  select
    cases.*,
    coalesce(cases.decided_on, cases.closed_on, followed.covers_to) as watched_to
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
  decided_on is not null as is_event
from watched
where watched_to >= received_on
order by case_reference
