/*
title: a review is of a decision or a methodology
severity: warning
owner: Customer Care Manager
*/
-- Grain: one row per review asked for by another kind of feedback.
select review_reference
from marts.reviews
where has_feedback
  and category not in ('complaint about our decision', 'complaint about our methodology')
