-- Items of the assurance registers with what is decided and what is still open.
-- Grain: one row per register item.
--   item_reference: the register item
--   register: which assurance register it is in
--   register_meaning: what its register means, of those that vocabulary.yaml gives
--   sender_type: what kind of sender it came from
--   channel: how it came in
--   content: what the enquiry is about
--   criterion: the criterion it meets; empty where it meets none
--   case_reference: the case it is about; empty where it is about none
--   is_routine_referral: whether it is a routine referral, which has no limit
--   received_on: the day it was received
--   shown_sender_name: who sent it, where data/sources.yaml says that may be shown
--   decision_sought_on: the day a decision was sought of those who decide
--   decision_made_on: the day they decided; empty while not
--   decision_by: who decides
--   agreed_handling: how it was agreed to handle it
--   answered_on: the day it was answered; empty while not
--   closed_on: the day it was closed; empty while it is open
--   updated_on: the day of its latest update
--   owner: the role that answers for it
--   is_closing_known: whether the day it was closed, or that it is open, is known: not where that day can't be read
--   is_open: whether it was open when last extracted
--   is_answer_known: whether the day it was answered, or that it was not, is known
--   is_decision_known: whether the day they decided, or that they have not, is known
--   is_criterion_known: whether the criterion it meets, or that it meets none, is known
--   is_update_known: whether the day of its latest update, or that it has none, is known
--   decision_settled_on: the day it was decided, or closed if that came first; empty while neither
select
  * exclude (blanked) replace (
    coalesce(register, 'not recorded') as register,
    coalesce(sender_type, 'not recorded') as sender_type
  ),
  not list_contains(blanked, 'closed_on') as is_closing_known,
  closed_on is null and is_closing_known as is_open,
  not list_contains(blanked, 'answered_on') as is_answer_known,
  not list_contains(blanked, 'decision_made_on') as is_decision_known,
  not list_contains(blanked, 'criterion') as is_criterion_known,
  not list_contains(blanked, 'updated_on') as is_update_known,
  least(decision_made_on, closed_on) as decision_settled_on
from staging.register_items
order by item_reference
