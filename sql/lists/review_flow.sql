-- How many of the requests to review a decision of the last 12 months have come to each state, and how many new
-- investigations they led to.
-- Grain: one row per state that a request is in, and outcome.
--   state: where the request has come to; where its review is completed, what that found by the meaning of its outcome
--   outcome: the outcome as the office calls it, where the review is completed; otherwise empty
--   requests: how many requests
--   new_investigations: how many of them led to a new investigation
select
  state,
  outcome,
  count(*)::integer as requests,
  count(*) filter (where is_investigated)::integer as new_investigations
from lists.review_states
group by state, outcome
order by state, outcome
