-- Enquiries from MPs that are not routine referrals, due within 28 calendar days of receipt (CAP 1.11, 1.21).
-- Grain: one row per MP enquiry.
select
  item_reference,
  received_on,
  (received_on + 28)::date as due_on,
  answered_on,
  closed_on,
  coalesce(channel, 'not recorded') as channel,
  coalesce(content, 'not recorded') as content
from staging.register_items
where register = 'MP correspondence'
  and is_routine_referral is distinct from true
order by item_reference
