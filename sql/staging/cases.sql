-- Cases of the office as their latest extract has them.
-- Grain: one row per case.
select
  cases.case_reference,
  cases.jurisdiction,
  cases.body,
  cases.team,
  cases.caseworker,
  cases.stage,
  cases.received_on,
  cases.closed_on,
  cases.closure_reason,
  cases.outcome,
  outcome_words.meaning as outcome_meaning,
  cases.decided_by,
  cases.decided_on,
  cases.complainant_reference_key,
  cases.blanked
from raw.cases as cases
left join raw.case_outcome_words as outcome_words on outcome_words.word = cases.outcome
