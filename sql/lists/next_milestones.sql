-- The next milestone of each register item: the first, by the day it is due, that isn't reached.
-- Grain: one row per register item with a milestone still to reach.
--   item_reference: the register item
--   milestone_reference: the milestone
--   milestone: what is to be reached
--   due_on: the last day in time
--   is_passed: whether its day has passed
select
  milestones.item_reference,
  milestones.milestone_reference,
  milestones.milestone,
  milestones.due_on,
  milestones.due_on < today.as_at as is_passed
from marts.register_milestones as milestones
cross join lists.today
where milestones.next_from_on <= today.as_at
  and milestones.is_reaching_known
  and (milestones.reached_on is null or milestones.reached_on > today.as_at)
order by milestones.item_reference
