-- Requests to review a decision with the feedback case that asked for them, and its three clocks, one
-- after another: to decide whether to propose, for the casework team, and to tell the service user.
-- Day 0 of each is the day of the step before. A limit's last day is the last day in time.
-- Grain: one row per review.
--   review_reference: the review
--   feedback_reference: the feedback case
--   case_reference: the case it is about; empty where it is about none
--   criterion: the ground for a review
--   reviewer: who reviews, by staff number
--   received_on: the day it was received
--   proposal_decided_on: the day it was decided whether to propose a review
--   is_proposed: whether a review was proposed
--   sent_to_team_on: the day the proposal was sent to the casework team
--   team_decided_on: the day the casework team decided
--   team_decision: accepted or declined
--   team_decision_meaning: accepted or declined
--   told_on: the day the service user was told
--   completed_on: the day the review was completed
--   outcome: how the review ended
--   outcome_meaning: found for, found in part, found against, nothing found or withdrawn
--   new_investigation_reference: the case of the new investigation that followed
--   signed_off_on: the day it was signed off; empty while not
--   is_risk_assessed: whether there is a formal risk assessment
--   is_proposal_known: whether the day of the decision to propose it, or that there is none, is known
--   is_team_decision_known: whether the day the casework team decided, or that it has not, is known
--   is_telling_known: whether the day the service user was told, or that they were not, is known
--   is_completion_known: whether the day it was completed, or that it is not, is known
--   is_upheld: whether it was upheld or partly upheld; empty without an outcome
--   led_to_investigation: whether it was upheld and a new investigation followed
--   proposal_due_on: the last day to decide whether to propose it
--   team_decision_due_on: the last day for the casework team
--   told_due_on: the last day to tell the service user
--   category: the category of the feedback that asked for it
--   channel: how that came in
--   team: the team of that feedback
--   has_feedback: whether that feedback is known
with

reviews as (
  select * from staging.reviews
),

feedback as (
  select feedback_reference, category, channel, team
  from staging.feedback
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
)

select
  reviews.* exclude (blanked),
  not list_contains(reviews.blanked, 'proposal_decided_on') as is_proposal_known,
  not list_contains(reviews.blanked, 'team_decided_on') as is_team_decision_known,
  not list_contains(reviews.blanked, 'told_on') as is_telling_known,
  not list_contains(reviews.blanked, 'completed_on') as is_completion_known,
  reviews.outcome_meaning in ('found for', 'found in part') as is_upheld,
  is_upheld and reviews.new_investigation_reference is not null as led_to_investigation,
  proposal.last_day as proposal_due_on,
  team_decision.last_day as team_decision_due_on,
  told.last_day as told_due_on,
  feedback.category,
  feedback.channel,
  coalesce(feedback.team, 'not recorded') as team,
  feedback.feedback_reference is not null as has_feedback
from reviews
left join feedback on feedback.feedback_reference = reviews.feedback_reference
left join last_days as proposal
  on proposal.clock = 'review proposal'
  and proposal.starts_on = reviews.received_on
left join last_days as team_decision
  on team_decision.clock = 'team decision'
  and team_decision.starts_on = reviews.sent_to_team_on
left join last_days as told
  on told.clock = 'service user told'
  and told.starts_on = reviews.team_decided_on
order by reviews.review_reference
