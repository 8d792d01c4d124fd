-- Requests to review a decision with the feedback case that asked for them, and the three clocks of CCG 29 one
-- after another: 5 working days to decide whether to propose, 10 for the casework team, 5 to tell the service user.
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

days as (
  select day, working_days
  from calendar.days
),

working_days as (
  select number, day
  from calendar.working_days
)

select
  reviews.*,
  proposal.day as proposal_due_on,
  team_decision.day as team_decision_due_on,
  told.day as told_due_on,
  feedback.category,
  feedback.channel,
  coalesce(feedback.team, 'not recorded') as team,
  feedback.feedback_reference is not null as has_feedback
from reviews
left join feedback on feedback.feedback_reference = reviews.feedback_reference
left join days as received on received.day = reviews.received_on
left join days as sent on sent.day = reviews.sent_to_team_on
left join days as decided on decided.day = reviews.team_decided_on
left join working_days as proposal on proposal.number = received.working_days + 5
left join working_days as team_decision on team_decision.number = sent.working_days + 10
left join working_days as told on told.number = decided.working_days + 5
order by reviews.review_reference
