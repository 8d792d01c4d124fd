-- The count of emails of the year so far.
-- Grain: one row per mailbox, period counted and file.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  date_diff('day', date '2014-01-01', emails.first_day) * 10 + emails.mailbox_number as place,
  [emails.mailbox, uk_date(emails.first_day), uk_date(emails.last_day), emails.emails::varchar] as cells
from office.emails
join office.deliveries
  on deliveries.name = 'mailboxes'
  and emails.last_day between deliveries.first_day and deliveries.last_day
