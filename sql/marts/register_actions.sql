-- Actions agreed at an assurance meeting, and whether they are done.
-- Grain: one row per action.
select
  *,
  done_on is not null as is_done
from staging.register_actions
order by action_reference
