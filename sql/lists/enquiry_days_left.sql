-- The enquiries from representatives received and not yet answered or closed, with the calendar days left to answer each: negative
-- once its last day has passed. Those past it are overdue.
-- Grain: one row per enquiry.
--   item_reference: the register item
--   received_on: the day it was received
--   due_on: the last day in time
--   days_left: calendar days left; negative once past
select
  enquiries.item_reference,
  enquiries.received_on,
  enquiries.due_on,
  (enquiries.due_on - today.as_at)::integer as days_left
from marts.representative_enquiries as enquiries
cross join lists.today
where enquiries.received_on <= today.as_at
  and enquiries.is_end_known
  and (enquiries.ended_on is null or enquiries.ended_on > today.as_at)
order by enquiries.due_on, enquiries.item_reference
