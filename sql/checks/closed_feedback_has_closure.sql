/*
title: a closed feedback case says how it was closed
severity: warning
owner: Customer Care Manager
*/
-- Grain: one row per feedback case closed without saying how, or the reverse.
select feedback_reference
from marts.feedback
where is_closing_known
  and (closed_on is null) <> (closure is null)
