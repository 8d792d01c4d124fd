-- Decisions that are signed off before they go out: on service complaints and on whether
-- to propose a review. A decision on a service complaint goes out when the case is closed; one to propose,
-- when it is sent to the casework team; one not to propose, when the service user is told.
-- A service complaint that isn't upheld and a review proposed need a formal risk assessment.
-- Grain: one row per decision.
--   decision_reference: the feedback case or review that was decided
--   decision: what was decided
--   decided_on: the day it was decided
--   went_out_on: the day it went out; empty while not
--   signed_off_on: the day it was signed off; empty while not
--   needs_risk_assessment: whether it needs a formal risk assessment
--   is_risk_assessed: whether there is a formal risk assessment
--   is_sign_off_known: whether the day it was signed off, or that it was not, is known
--   is_risk_known: whether there is a formal risk assessment is known
--   team: the team that has it
with

feedback as (
  select * from marts.feedback
),

teams as (
  select feedback_reference, team
  from staging.feedback
),

reviews as (
  select * from staging.reviews
),

decisions as (
  select
    feedback_reference as decision_reference,
    feedback_reference,
    'service complaint' as decision,
    closed_on as decided_on,
    closed_on as went_out_on,
    signed_off_on,
    outcome_meaning = 'found against' as needs_risk_assessment,
    risk_category is not null as is_risk_assessed,
    is_sign_off_known,
    is_risk_known
  from feedback
  where is_service_complaint
    and outcome is not null

  union all

  select
    -- Where an office numbers both alike, one number would be two decisions.
    if(review_reference in (select feedback_reference from feedback), 'review ', '') || review_reference,
    feedback_reference,
    if(is_proposed, 'review proposed', 'review not proposed'),
    proposal_decided_on,
    if(is_proposed, sent_to_team_on, told_on),
    signed_off_on,
    is_proposed,
    coalesce(is_risk_assessed, false),
    not list_contains(blanked, 'signed_off_on'),
    not list_contains(blanked, 'is_risk_assessed')
  from reviews
  where proposal_decided_on is not null
    and is_proposed is not null
)

select
  decisions.decision_reference,
  decisions.decision,
  decisions.decided_on,
  decisions.went_out_on,
  decisions.signed_off_on,
  decisions.needs_risk_assessment,
  decisions.is_risk_assessed,
  decisions.is_sign_off_known,
  decisions.is_risk_known,
  coalesce(teams.team, 'not recorded') as team
from decisions
left join teams on teams.feedback_reference = decisions.feedback_reference
order by decisions.decision_reference
