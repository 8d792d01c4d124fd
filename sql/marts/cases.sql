-- Cases with whether they are open.
-- Grain: one row per case.
--   case_reference: the case
--   jurisdiction: health or parliamentary
--   body: the body complained about
--   team: the team that has it
--   caseworker: the caseworker who has it, by staff number
--   stage: the stage it is at
--   received_on: the day it was received
--   closed_on: the day it was closed; empty while it is open
--   is_closing_known: whether the day it was closed, or that it is open, is known: not where that day can't be read
--   is_open: whether it was open when last extracted
--   outcome: what was found; empty while nothing is
--   decided_by: who decided the outcome, by staff number
--   decided_on: the day the outcome was decided
select
  case_reference,
  jurisdiction,
  body,
  team,
  caseworker,
  stage,
  received_on,
  closed_on,
  not list_contains(blanked, 'closed_on') as is_closing_known,
  closed_on is null and is_closing_known as is_open,
  outcome,
  decided_by,
  decided_on
from staging.cases
order by case_reference
