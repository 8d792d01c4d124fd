-- Items of the assurance registers with what is decided and what is still open.
-- Grain: one row per register item.
--   item_reference: the register item
--   register: which of the six assurance registers it is in (CAP 1.21)
--   sender_type: what kind of sender it came from
--   channel: how it came in
--   content: what the enquiry is about (CAP 1.2)
--   criterion: the criterion it meets; empty where it meets none
--   case_reference: the case it is about; empty where it is about none
--   is_routine_referral: whether it is a routine referral by an MP
--   received_on: the day it was received
--   shown_sender_name: who sent it, where data/sources.yaml says that may be shown
--   decision_sought_on: the day a decision was sought of the Ombudsman or the CEO
--   decision_made_on: the day they decided; empty while not
--   decision_by: who decides: the Ombudsman or the CEO
--   agreed_handling: how it was agreed to handle it
--   answered_on: the day it was answered; empty while not
--   closed_on: the day it was closed; empty while it is open
--   updated_on: the day of its latest update
--   owner: the role that answers for it
--   is_open: whether it was open when last extracted
--   decision_settled_on: the day it was decided, or closed if that came first; empty while neither
select
  *,
  closed_on is null as is_open,
  least(decision_made_on, closed_on) as decision_settled_on
from staging.register_items
order by item_reference
