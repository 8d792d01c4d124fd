-- Recommendations with whether they were accepted and are complied with. One that the body didn't accept needn't be.
-- Grain: one row per recommendation.
--   recommendation_reference: the recommendation
--   case_reference: the case it was made in
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   body: the body it was made to
--   kind: what is to be done
--   made_on: the day it was made
--   due_on: the last day to comply with it
--   acceptance: accepted, not accepted or not answered yet
--   is_to_be_done: whether it is to be complied with: not where the body didn't accept it
--   complied_on: the day it was complied with; empty while it isn't
--   is_compliance_known: whether the day it was complied with, or that it isn't, is known
with

recommendations as (
  select * from staging.recommendations
),

cases as (
  select case_reference, jurisdiction
  from staging.cases
)

select
  recommendations.recommendation_reference,
  recommendations.case_reference,
  cases.jurisdiction,
  recommendations.body,
  recommendations.kind,
  recommendations.made_on,
  recommendations.due_on,
  case
    when recommendations.is_accepted then 'accepted'
    when not recommendations.is_accepted then 'not accepted'
    when list_contains(recommendations.blanked, 'is_accepted') then 'not recorded'
    else 'not answered yet'
  end as acceptance,
  coalesce(recommendations.is_accepted, true) as is_to_be_done,
  recommendations.complied_on,
  not list_contains(recommendations.blanked, 'complied_on') as is_compliance_known
from recommendations
left join cases on cases.case_reference = recommendations.case_reference
order by recommendations.recommendation_reference
