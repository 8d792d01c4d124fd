-- Requests to review a decision with the feedback case that asked for them, and the three clocks of CCG 29 one
-- after another: to decide whether to propose, for the casework team, and to tell the service user.
-- Day 0 of each is the day of the step before. A limit's last day is the last day in time.
-- Grain: one row per review.
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
  reviews.*,
  reviews.outcome in ('upheld', 'partly upheld') as is_upheld,
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
