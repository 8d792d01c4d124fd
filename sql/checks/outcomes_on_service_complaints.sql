/*
title: only a closed service complaint has an outcome
severity: warning
owner: "{feedback manager}"
*/
-- Grain: one row per feedback case with an outcome that is no service complaint, or isn't closed.
select feedback_reference
from marts.feedback
where outcome is not null
  and (not is_service_complaint or closed_on is null)
