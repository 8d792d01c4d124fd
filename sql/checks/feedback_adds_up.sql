/*
title: feedback received is the sum of its categories
severity: blocking
owner: Analyst
*/
-- What has no category, or one that the office calls other, is in none.
-- Grain: one row per month whose categories don't add up to the feedback received.
with

months as (
  select
    date_trunc('month', received_on)::date as month,
    count(*) filter (where category <> 'not recorded' and category_meaning is distinct from 'other') as received,
    count(*) filter (where category_meaning = 'praise') as positive_feedback,
    count(*) filter (where is_service_complaint) as service_complaints,
    count(*) filter (where is_review_request) as review_requests,
    count(*) filter (where category_meaning = 'after a review') as post_review_correspondence,
    count(*) filter (where category_meaning = 'comment') as general_feedback
  from marts.feedback
  group by month
)

select month
from months
where received
  <> positive_feedback + service_complaints + review_requests + post_review_correspondence + general_feedback
  -- Where the office doesn't say what its categories mean, nothing is counted by them.
  and exists (select 1 from marts.feedback where category_meaning is not null)
