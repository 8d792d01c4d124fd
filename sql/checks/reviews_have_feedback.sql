/*
title: a review has its feedback case
severity: warning
owner: Customer Care Manager
*/
-- Grain: one row per review without one.
select review_reference
from marts.reviews
where not has_feedback
