/*
title: a closed feedback case says how it was closed
severity: warning
owner: "{feedback manager}"
*/
-- Grain: one row per feedback case closed without saying how, or the reverse.
select feedback_reference
from marts.feedback
where is_closing_known
  and (closed_on is null) <> (closure is null)
