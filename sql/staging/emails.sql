-- Emails to the feedback mailboxes, counted over a span of days.
-- Grain: one row per mailbox and span.
select
  mailbox,
  from_on,
  to_on,
  emails
from raw.emails
