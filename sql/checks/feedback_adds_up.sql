/*
title: feedback received is the sum of its categories
severity: blocking
owner: Analyst
*/
-- What has no category is in none.
-- Grain: one row per month whose categories don't add up to the feedback received.
with

months as (
  select
    date_trunc('month', received_on)::date as month,
    count(*) filter (where category <> 'not recorded') as received,
    count(*) filter (where category = 'positive feedback') as positive_feedback,
    count(*) filter (where is_service_complaint) as service_complaints,
    count(*) filter (where is_review_request) as review_requests,
    count(*) filter (where category = 'post-review correspondence') as post_review_correspondence,
    count(*) filter (where category = 'general comments') as general_feedback
  from marts.feedback
  group by month
)

select month
from months
where received
  <> positive_feedback + service_complaints + review_requests + post_review_correspondence + general_feedback
