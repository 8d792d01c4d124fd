-- How many of the requests to review a decision of the last 12 months have come to each state, and how many new
-- investigations they led to.
-- Grain: one row per state that a request is in.
select
  state,
  count(*)::integer as requests,
  count(*) filter (where is_investigated)::integer as new_investigations
from lists.review_states
group by state
order by state
