-- Emails to the feedback mailboxes; a span of days is dated by its last.
-- Grain: one row per mailbox and span.
select
  mailbox,
  from_on,
  to_on,
  emails
from staging.emails
order by mailbox, from_on
