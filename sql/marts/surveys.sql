-- What complainants and bodies said of each commitment. Of two spans one of which lies in the other the wider stands alone, unless
-- those within it tell of all its days, as the quarters beside their year: then it is what they come to, and doesn't stand.
-- Grain: one row per audience, commitment and span.
--   audience: who was asked: complainants or bodies
--   commitment: the commitment they were asked about
--   from_on: the first day of the span
--   to_on: the last day of the span
--   asked: how many were asked
--   answered: how many answered
--   positive: how many of them were positive
with

surveys as (
  select * from staging.surveys
),

inner_spans as (
  select
    wider.audience,
    wider.commitment,
    wider.from_on as wider_from_on,
    wider.to_on as wider_to_on,
    surveys.from_on,
    surveys.to_on
  from surveys
  join surveys as wider
    on wider.audience = surveys.audience
    and wider.commitment = surveys.commitment
    and wider.from_on <= surveys.from_on
    and wider.to_on >= surveys.to_on
    and (wider.from_on < surveys.from_on or wider.to_on > surveys.to_on)
),

told as (
  select audience, commitment, wider_from_on as from_on, wider_to_on as to_on
  from (
    select *, unnest(generate_series(from_on, to_on, interval 1 day)) as day
    from inner_spans
  )
  group by audience, commitment, wider_from_on, wider_to_on
  having count(distinct day) = wider_to_on - wider_from_on + 1
),

wider_surveys as (
  select *
  from surveys
  anti join told using (audience, commitment, from_on, to_on)
)

select
  audience,
  commitment,
  from_on,
  to_on,
  asked,
  answered,
  positive
from wider_surveys
anti join wider_surveys as wider
  on wider.audience = wider_surveys.audience
  and wider.commitment = wider_surveys.commitment
  and wider.from_on <= wider_surveys.from_on
  and wider.to_on >= wider_surveys.to_on
  and (wider.from_on < wider_surveys.from_on or wider.to_on > wider_surveys.to_on)
order by audience, commitment, from_on, to_on
