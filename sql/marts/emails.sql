-- Emails to the feedback mailboxes; a span of days is dated by its last.
-- Grain: one row per mailbox and span.
--   mailbox: the mailbox
--   from_on: the first day of the span
--   to_on: the last day of the span
--   emails: how many emails came in
select
  mailbox,
  from_on,
  to_on,
  emails
from staging.emails
order by mailbox, from_on
