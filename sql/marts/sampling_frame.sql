-- The cases quality sampling could have drawn on (SM): central quality on those closed in a month, line managers on
-- those open on some day of it.
-- Grain: one row per case, sampling and month it could have been sampled in.
--   case_reference: the case
--   sampling: which sampling chose it: by a line manager, central or thematic (SM)
--   team: the team that has it
--   counted_on: a day of the month it could have been sampled in
with

cases as (
  select case_reference, coalesce(team, 'not recorded') as team, received_on, closed_on
  from marts.cases
),

known as (
  select max(greatest(received_on, closed_on)) as known_to
  from cases
),

open_in as (
  select
    cases.case_reference,
    cases.team,
    greatest(cases.received_on, periods.period_start) as counted_on
  from cases
  cross join known
  join calendar.periods
    on periods.kind = 'month'
      and periods.period_start <= coalesce(cases.closed_on, known.known_to)
      and periods.period_end >= cases.received_on
)

select case_reference, 'line manager open casework sampling' as sampling, team, counted_on
from open_in

union all

select case_reference, 'central sampling of closed cases', team, closed_on
from cases
where closed_on is not null
