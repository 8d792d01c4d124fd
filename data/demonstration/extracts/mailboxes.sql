-- The yearly count of emails.
-- Grain: one row per mailbox and period counted.
select
  make_date(financial_year(last_day) + 1, 4, 1) as extract_received_on,
  'mailboxes-' || year_label(financial_year(last_day)) || '.csv' as file,
  '' as sheet,
  date_diff('day', date '2014-01-01', first_day) * 10 + mailbox_number as place,
  [mailbox, uk_date(first_day), uk_date(last_day), emails::varchar] as cells
from office.emails
