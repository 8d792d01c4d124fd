-- The allocated feedback cases that reach day 20 or week 8 in the next five working days, by the first limit
-- they reach. They are those the measure due-soon counts; how soon is soon, clocks.yaml says.
-- Grain: one row per feedback case.
--   feedback_reference: the feedback case
--   next_limit: the first limit it reaches soon; empty when it reaches none
--   next_limit_on: the day it reaches it
select
  clocks.feedback_reference,
  min_by(clocks.clock, clocks.limit_on) as next_limit,
  min(clocks.limit_on) as next_limit_on
from marts.feedback_clocks as clocks
cross join lists.today
where clocks.soon_from_on <= today.as_at
  and clocks.limit_on > today.as_at
  and (clocks.closed_on is null or clocks.closed_on > today.as_at)
group by clocks.feedback_reference
order by next_limit_on, clocks.feedback_reference
