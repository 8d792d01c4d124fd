/*
title: an action or milestone has its register item
severity: warning
owner: "{feedback manager}"
*/
-- An action may be about no item at all.
-- Grain: one row per action or milestone of an unknown item.
select action_reference as reference
from marts.register_actions
where item_reference is not null
  and not has_item

union all

select milestone_reference
from marts.register_milestones
where not has_item
  -- Of milestones without a column for their item nothing can be said.
  and exists (select 1 from marts.register_milestones where item_reference is not null)
