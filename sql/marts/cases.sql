-- Cases with whether they are open, how far they went, and the last day of each limit that decisions are counted by.
-- Day 0 is the day of receipt.
-- Grain: one row per case.
--   case_reference: the case
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   body: the body complained about
--   kind_of_body: the kind of body, as the latest file of bodies has it
--   team: the team that has it
--   caseworker: the caseworker who has it, by staff number
--   stage: the stage it is at
--   furthest_stage: the furthest stage of casework it has reached; empty where none is recorded
--   received_on: the day it was received
--   is_receipt_recorded: whether its system records that day, read or not: where none is recorded, nothing is known but how it ended
--   closed_on: the day it was closed, for good so far as is known; empty while it is open
--   is_closing_known: whether the day it was closed, or that it is open, is known: not where that day can't be read
--   is_open: whether it was open when last extracted
--   closure_reason: why it was closed without an investigation; empty where it was investigated
--   outcome: what was found; empty while nothing is
--   outcome_meaning: found for, found in part, found against or nothing found
--   decided_by: who decided the outcome, by staff number
--   decided_on: the day the outcome was decided
--   decided_year: the office's year in which it was decided, by the calendar year that it begins in
--   is_decision_known: whether the day the outcome was decided, or that it isn't, is known
--   complainant: who complains, as a keyed hash
--   complaints_of_year: how many cases were received from them in the same financial year: 1, 2, 3, or 4 or more
with

cases as (
  select * from staging.cases
),

stages as (
  select
    case_reference,
    max(stage_place) as place
  from staging.stages
  where started_on is not null
  group by case_reference
),

stage_words as (
  select word, place
  from staging.stage_words
),

kinds as (
  select lower(body) as body, arg_max(kind_of_body, year_from) as kind
  from staging.bodies
  where kind_of_body is not null
  group by lower(body)
),

complaints as (
  select
    complainant_reference_key,
    year(received_on - to_months(office.months_late)) as financial_year,
    count(*) as cases
  from staging.cases
  cross join staging.office
  where complainant_reference_key is not null
  group by complainant_reference_key, year(received_on - to_months(office.months_late))
)

select
  cases.case_reference,
  cases.jurisdiction,
  cases.body,
  kinds.kind as kind_of_body,
  cases.team,
  cases.caseworker,
  cases.stage,
  stage_words.word as furthest_stage,
  cases.received_on,
  cases.received_on is not null or list_contains(cases.blanked, 'received_on') as is_receipt_recorded,
  cases.closed_on,
  not list_contains(cases.blanked, 'closed_on') as is_closing_known,
  cases.closed_on is null and is_closing_known as is_open,
  cases.closure_reason,
  cases.outcome,
  cases.outcome_meaning,
  cases.decided_by,
  cases.decided_on,
  year(cases.decided_on - to_months(office.months_late)) as decided_year,
  not list_contains(cases.blanked, 'decided_on') as is_decision_known,
  cases.complainant_reference_key as complainant,
  if(complaints.cases > 3, '4 or more', complaints.cases::varchar) as complaints_of_year
from cases
cross join staging.office
left join stages on stages.case_reference = cases.case_reference
left join stage_words on stage_words.place = stages.place
left join kinds on kinds.body = lower(cases.body)
left join complaints
  on complaints.complainant_reference_key = cases.complainant_reference_key
  and complaints.financial_year = year(cases.received_on - to_months(office.months_late))
order by cases.case_reference
