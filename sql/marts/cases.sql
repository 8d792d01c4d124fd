-- Cases with whether they are open.
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
  closed_on is null as is_open,
  outcome,
  decided_by,
  decided_on
from staging.cases
order by case_reference
