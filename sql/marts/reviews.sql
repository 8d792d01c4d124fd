-- Reviews with the feedback case that asked for them.
-- Grain: one row per review.
with

reviews as (
  select * from staging.reviews
),

feedback as (
  select feedback_reference, category, channel, team
  from staging.feedback
)

select
  reviews.*,
  feedback.category,
  feedback.channel,
  coalesce(feedback.team, 'not recorded') as team,
  feedback.feedback_reference is not null as has_feedback
from reviews
left join feedback on feedback.feedback_reference = reviews.feedback_reference
order by reviews.review_reference
