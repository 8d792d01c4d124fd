-- The times each case was open: from its receipt, and from each day it was opened again, until it was closed. A closing
-- stands where the case was opened again after it. The day it was opened again is the last day of the first extract that
-- shows it open.
-- Of a system that records no receipt, only what has been closed is here, and it has no day of opening.
-- Grain: one row per case and day it was opened.
--   case_reference: the case
--   is_reopening: whether it was opened again, and not received
--   opened_on: the day it was received or opened again; empty where no receipt is recorded
--   closed_on: the day it was closed after that; empty while it is open
--   received_on: the day the case was received
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has it
--   closure_reason: why it was closed without an investigation; empty where it was closed before the last time
--   outcome: what was found; empty where it was closed before the last time, for only the last outcome is known
--   furthest_stage: the furthest stage of casework it has reached
with

cases as (
  select
    case_reference,
    received_on,
    closed_on,
    jurisdiction,
    team,
    closure_reason,
    outcome,
    furthest_stage
  from marts.cases
  where is_closing_known
    and (received_on is not null or (not is_receipt_recorded and closed_on is not null))
),

reopenings as (
  select reference, closed_on, reopened_on
  from staging.reopenings
  where contract = 'cases'
),

opened as (
  select case_reference, received_on as opened_on, null::date as closed_before, null::date as reopened_on
  from cases

  union all

  select cases.case_reference, reopenings.reopened_on, reopenings.closed_on, reopenings.reopened_on
  from cases
  join reopenings on reopenings.reference = cases.case_reference
  where (
      cases.received_on is null
      or (reopenings.closed_on >= cases.received_on and reopenings.reopened_on > cases.received_on)
    )
    and (cases.closed_on is null or cases.closed_on >= reopenings.reopened_on)
),

followed as (
  select
    *,
    lead(closed_before) over (partition by case_reference order by reopened_on nulls first) as closed_next,
    lead(reopened_on) over (partition by case_reference order by reopened_on nulls first) is null as is_last
  from opened
)

select
  followed.case_reference,
  followed.closed_before is not null as is_reopening,
  followed.opened_on,
  if(followed.is_last, cases.closed_on, greatest(followed.closed_next, followed.opened_on)) as closed_on,
  cases.received_on,
  cases.jurisdiction,
  cases.team,
  if(followed.is_last, cases.closure_reason, null) as closure_reason,
  if(followed.is_last, cases.outcome, null) as outcome,
  cases.furthest_stage
from followed
join cases on cases.case_reference = followed.case_reference
order by followed.case_reference, followed.opened_on
