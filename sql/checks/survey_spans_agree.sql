/*
title: no two rows of a survey have days in common, unless those of parts come to that of the whole
severity: warning
owner: Analyst
is_doubt: true
*/
-- Who answered on the days in common may be counted twice or not at all, or one of the rows is wrong.
-- Grain: one row per two spans of an audience and commitment with days in common, or span that its parts don't come to.
with

surveys as (
  select
    surveys.audience,
    surveys.commitment,
    surveys.from_on,
    surveys.to_on,
    surveys.answered,
    surveys.positive,
    coalesce(loads.file, 'surveys') as file
  from raw.surveys as surveys
  left join raw.loads as loads on loads.load_id = surveys.load_id
  where surveys.from_on is not null
    and surveys.to_on is not null
),

parts as (
  select
    wider.*,
    surveys.from_on as part_from_on,
    surveys.to_on as part_to_on,
    surveys.answered as part_answered,
    surveys.positive as part_positive
  from surveys as wider
  join surveys
    on wider.audience = surveys.audience
    and wider.commitment = surveys.commitment
    and wider.from_on <= surveys.from_on
    and wider.to_on >= surveys.to_on
    and (wider.from_on < surveys.from_on or wider.to_on > surveys.to_on)
),

-- Those of the spans within another that lie in no other of them.
largest as (
  select *
  from parts
  anti join parts as larger
    on larger.audience = parts.audience
    and larger.commitment = parts.commitment
    and larger.from_on = parts.from_on
    and larger.to_on = parts.to_on
    and larger.part_from_on <= parts.part_from_on
    and larger.part_to_on >= parts.part_to_on
    and (larger.part_from_on < parts.part_from_on or larger.part_to_on > parts.part_to_on)
),

unlike as (
  select from_on, to_on, file
  from largest
  group by audience, commitment, from_on, to_on, file, answered, positive
  having sum(part_to_on - part_from_on + 1) <> to_on - from_on + 1
    or sum(part_answered) is distinct from answered
    or sum(part_positive) is distinct from positive
),

crossing as (
  select earlier.from_on, later.to_on, later.file
  from surveys as earlier
  join surveys as later
    on later.audience = earlier.audience
    and later.commitment = earlier.commitment
    and later.from_on > earlier.from_on
    and later.from_on <= earlier.to_on
    and later.to_on > earlier.to_on
)

select
  'surveys' as contract,
  from_on,
  to_on,
  format('{}: what is within {} to {} doesn’t add up to it', file, from_on, to_on) as names,
  names as public_names
from unlike

union all

select
  'surveys',
  from_on,
  to_on,
  format('{}: two rows of a survey between {} and {} have days in common', file, from_on, to_on) as names,
  names
from crossing
