-- Items of the assurance registers with what is decided and what is still open.
-- Grain: one row per register item.
select
  *,
  closed_on is null as is_open,
  decision_sought_on is not null and decision_made_on is null and closed_on is null as awaits_decision
from staging.register_items
order by item_reference
