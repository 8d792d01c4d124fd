-- Milestones of the cases the assurance meeting oversees.
-- Grain: one row per milestone.
select
  milestone_reference,
  item_reference,
  milestone,
  due_on,
  reached_on,
  blanked
from raw.register_milestones
