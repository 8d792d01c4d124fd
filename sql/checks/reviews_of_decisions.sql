/*
title: a review is of a decision or a methodology
severity: warning
owner: "{feedback manager}"
*/
-- Grain: one row per review asked for by another kind of feedback.
select reviews.review_reference
from marts.reviews
join marts.feedback on feedback.feedback_reference = reviews.feedback_reference
where not feedback.is_review_request
