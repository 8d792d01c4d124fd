/*
title: the log says why a request is due later than 20 working days after receipt
severity: warning
owner: "{information officer}"
*/
-- Such a request is held to the log's own date: neither a clarification nor an extension is recorded of it.
-- Grain: one row per freedom of information request.
select request_reference
from marts.information_requests
where is_foi
  and due_by = 'the log'
