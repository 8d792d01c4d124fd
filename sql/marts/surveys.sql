-- What complainants and bodies said of each commitment.
-- Grain: one row per audience, commitment and span.
--   audience: who was asked: complainants or bodies
--   commitment: the commitment they were asked about
--   from_on: the first day of the span
--   to_on: the last day of the span
--   asked: how many were asked
--   answered: how many answered
--   positive: how many of them were positive
select
  audience,
  commitment,
  from_on,
  to_on,
  asked,
  answered,
  positive
from staging.surveys
order by audience, commitment, from_on, to_on
