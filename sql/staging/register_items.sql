-- Items of the assurance registers.
-- Grain: one row per register item.
select
  items.item_reference,
  items.register,
  register_words.meaning as register_meaning,
  items.sender_type,
  items.channel,
  items.content,
  items.criterion,
  items.case_reference,
  items.is_routine_referral,
  items.received_on,
  items.shown_sender_name,
  items.decision_sought_on,
  items.decision_made_on,
  items.decision_by,
  items.agreed_handling,
  items.answered_on,
  items.closed_on,
  items.updated_on,
  items.owner,
  items.blanked
from raw.register_items as items
left join raw.register_words as register_words on register_words.word = items.register
