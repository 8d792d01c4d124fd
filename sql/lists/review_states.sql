-- The requests to review a decision received in the last 12 months, those the measure review-requests counts, and where
-- each has come to. A request whose feedback case was closed without a decision on a review is closed
-- without a review. Of several reviews of a request, the latest counts.
-- Grain: one row per request.
--   feedback_reference: the feedback case
--   review_reference: the latest review of the request; empty where there is none
--   received_on: the day it was received
--   state: where the request has come to; where its review is completed, what that found by the meaning of its outcome
--   outcome: the outcome as the office calls it, where the review is completed; otherwise empty
--   is_investigated: whether a new investigation followed
with

requests as (
  select feedback_reference, received_on, closed_on, is_closing_known
  from marts.feedback
  where is_review_request
),

reviews as (
  select *
  from marts.reviews
  qualify row_number() over (
    partition by feedback_reference
    order by received_on desc, review_reference
  ) = 1
)

select
  requests.feedback_reference,
  reviews.review_reference,
  requests.received_on,
  case
    when not (reviews.is_completion_known and reviews.is_team_decision_known and reviews.is_proposal_known)
      then 'a date could not be read'
    when reviews.completed_on <= today.as_at and reviews.outcome is null then 'outcome not recorded'
    when reviews.completed_on <= today.as_at then coalesce(reviews.outcome_meaning, 'completed')
    when reviews.team_decided_on <= today.as_at and reviews.team_decision_meaning = 'declined' then 'declined'
    when reviews.team_decided_on <= today.as_at then 'under review'
    when reviews.proposal_decided_on <= today.as_at and reviews.is_proposed then 'with the casework team'
    when reviews.proposal_decided_on <= today.as_at then 'not proposed'
    when not requests.is_closing_known then 'a date could not be read'
    when requests.closed_on <= today.as_at then 'closed without a review'
    else 'not decided on'
  end as state,
  if(reviews.completed_on <= today.as_at, reviews.outcome, null) as outcome,
  coalesce(reviews.completed_on <= today.as_at and reviews.led_to_investigation, false) as is_investigated
from requests
cross join lists.today
left join reviews on reviews.feedback_reference = requests.feedback_reference
where requests.received_on > today.year_ago
  and requests.received_on <= today.as_at
order by requests.feedback_reference
