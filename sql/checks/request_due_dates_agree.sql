/*
title: the log's due date is the last day the Act gives
severity: warning
owner: "{information officer}"
*/
-- Grain: one row per freedom of information request whose recorded due date differs from the Act's.
select request_reference
from marts.information_requests
where is_foi
  and recorded_due_on is not null
  and recorded_due_on <> due_on
