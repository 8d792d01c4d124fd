-- Items of the six assurance registers.
-- Grain: one row per register item.
select
  item_reference,
  register,
  sender_type,
  channel,
  content,
  criterion,
  case_reference,
  is_routine_referral,
  received_on,
  shown_sender_name,
  decision_sought_on,
  decision_made_on,
  decision_by,
  agreed_handling,
  answered_on,
  closed_on,
  updated_on,
  owner,
  blanked
from raw.register_items
