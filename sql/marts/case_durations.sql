-- How many calendar days each case was watched from its receipt, and whether it was then decided. A case not decided is
-- watched until it was closed, and an open one to the last day that extracts of cases cover. One whose day of decision or
-- closing can't be read, or lies before its receipt, is watched for no day: it came, and nothing more is known of it.
-- Grain: one row per case.
--   case_reference: the case
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has it
--   received_on: the day it was received
--   watched_to: the last day it was watched
--   days: calendar days from receipt to it
--   is_event: whether the case was then decided
with

cases as (
  select
    case_reference,
    jurisdiction,
    team,
    received_on,
    decided_on,
    closed_on,
    is_closing_known and is_decision_known as is_ending_known
  from marts.cases
  where received_on is not null
),

followed as (
  select covers_to
  from staging.coverage
  where contract = 'cases'
),

watched as (
  select
    cases.*,
    coalesce(cases.decided_on, cases.closed_on, followed.covers_to) as ended_on,
    coalesce(cases.is_ending_known and ended_on >= cases.received_on, false) as is_watched
  from cases
  cross join followed
)

select
  case_reference,
  jurisdiction,
  team,
  received_on,
  if(is_watched, ended_on, received_on) as watched_to,
  (watched_to - received_on)::integer as days,
  is_watched and decided_on is not null as is_event
from watched
order by case_reference
