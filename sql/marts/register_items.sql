-- Items of the assurance registers with what is decided and what is still open.
-- Grain: one row per register item.
select
  *,
  closed_on is null as is_open,
  least(decision_made_on, closed_on) as decision_settled_on
from staging.register_items
order by item_reference
