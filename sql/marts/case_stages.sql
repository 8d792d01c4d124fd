-- The stage each case had reached on each day it was open: of several that began on one day, the furthest. A case received
-- before its first recorded stage, or with none, is at none recorded until then; one opened again is at the stage it was
-- closed at.
-- Grain: one row per case and stage it was in.
--   case_reference: the case
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has the case
--   stage: the stage of casework
--   from_on: the first day it was at the stage
--   until_on: the day it left the stage or was closed; empty while neither
with

openings as (
  select case_reference, jurisdiction, team, opened_on, closed_on
  from marts.case_openings
  where opened_on is not null
),

changes as (
  select
    case_reference,
    started_on as from_on,
    max(stage_place) as place
  from marts.stages
  where started_on is not null
  group by case_reference, started_on

  union all

  select case_reference, null, 0
  from marts.cases
),

-- One that begins anew while the case is at it is no change.
moves as (
  select
    case_reference,
    from_on,
    place
  from changes
  qualify place is distinct from lag(place) over (partition by case_reference order by from_on nulls first)
),

words as (
  select word, place
  from staging.stage_words
),

followed as (
  select
    moves.case_reference,
    coalesce(words.word, 'not recorded') as stage,
    moves.from_on,
    lead(moves.from_on) over (partition by moves.case_reference order by moves.from_on nulls first) as next_from_on
  from moves
  left join words on words.place = moves.place
),

spans as (
  select
    openings.*,
    followed.stage,
    greatest(followed.from_on, openings.opened_on) as from_on,
    least(followed.next_from_on, openings.closed_on) as until_on
  from openings
  join followed on followed.case_reference = openings.case_reference
)

select
  case_reference,
  coalesce(jurisdiction, 'not recorded') as jurisdiction,
  coalesce(team, 'not recorded') as team,
  stage,
  from_on,
  until_on
from spans
where (until_on is null or until_on > from_on)
  and (closed_on is null or closed_on > from_on)
order by case_reference, from_on, stage
