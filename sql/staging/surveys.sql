-- What was heard in surveys of complainants and bodies.
-- Grain: one row per audience, commitment and span.
select
  from_on,
  to_on,
  audience,
  commitment,
  asked,
  answered,
  positive
from raw.surveys
