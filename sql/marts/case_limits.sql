-- The limits by which a case is to be decided, each of them a clock of clocks.yaml that runs from its receipt.
-- Grain: one row per case and limit.
--   case_reference: the case
--   clock: the limit, by the name of its clock
--   received_on: the day it was received, from which the limit runs
--   limit_on: the last day in time
--   decided_on: the day its outcome was decided; empty while it isn't
--   is_decided_in_time: whether it was decided by then
--   is_due: whether it was to be decided by then: not where it was closed by then and never decided
--   is_known: whether the days it was closed and decided, or that it wasn't, are known
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has it
with

cases as (
  select case_reference, received_on, closed_on, decided_on, is_closing_known, is_decision_known, jurisdiction, team
  from marts.cases
),

limits as (
  select clock, starts_on, last_day
  from calendar.last_days
  where clock in ('decision in 7 weeks', 'decision in 13 weeks', 'decision in 26 weeks', 'decision in 52 weeks')
)

select
  cases.case_reference,
  limits.clock,
  cases.received_on,
  limits.last_day as limit_on,
  cases.decided_on,
  coalesce(cases.decided_on <= limits.last_day, false) as is_decided_in_time,
  cases.decided_on is not null or cases.closed_on is null or cases.closed_on > limits.last_day as is_due,
  cases.is_closing_known and cases.is_decision_known as is_known,
  cases.jurisdiction,
  cases.team
from cases
join limits on limits.starts_on = cases.received_on
order by cases.case_reference, limits.last_day
