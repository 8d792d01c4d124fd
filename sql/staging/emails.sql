-- Emails to the feedback mailboxes, counted over a span of days, with the day the file was received that tells of it.
-- Grain: one row per mailbox and span.
select
  emails.mailbox,
  emails.from_on,
  emails.to_on,
  emails.emails,
  loads.received_on as told_on
from raw.emails as emails
left join raw.loads as loads on loads.load_id = emails.load_id
