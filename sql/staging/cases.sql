-- Cases of the office as their latest extract has them.
-- Grain: one row per case.
select
  case_reference,
  jurisdiction,
  body,
  team,
  caseworker,
  stage,
  received_on,
  closed_on,
  closure_reason,
  outcome,
  decided_by,
  decided_on,
  complainant_reference_key,
  blanked
from raw.cases
