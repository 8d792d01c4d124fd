/*
title: a review has its feedback case
severity: warning
owner: "{feedback manager}"
*/
-- Grain: one row per review without one.
select review_reference
from marts.reviews
where not has_feedback
  -- Of reviews without a column for their feedback case nothing can be said.
  and exists (select 1 from marts.reviews where feedback_reference is not null)
