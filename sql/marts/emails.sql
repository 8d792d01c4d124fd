-- Emails to the feedback mailboxes by day. A count of a longer span is spread over its days, as evenly as whole numbers go,
-- so that its days add up to it. Of two spans of a mailbox one of which lies in the other the wider stands alone.
-- Grain: one row per mailbox, span and day.
--   mailbox: the mailbox
--   received_on: the day
--   span_from_on: the first day of the span it was counted over
--   span_to_on: the last day of that span
--   emails: how many emails came in, of a longer span its part
with

spans as (
  select mailbox, from_on, to_on, emails
  from staging.emails
),

inner_spans as (
  select distinct spans.mailbox, spans.from_on, spans.to_on
  from spans
  join spans as wider
    on wider.mailbox = spans.mailbox
    and wider.from_on <= spans.from_on
    and wider.to_on >= spans.to_on
    and (wider.from_on < spans.from_on or wider.to_on > spans.to_on)
),

standing as (
  select *
  from spans
  anti join inner_spans using (mailbox, from_on, to_on)
),

days as (
  select
    *,
    to_on - from_on + 1 as span_days,
    unnest(range(1, to_on - from_on + 2)) as day_number
  from standing
)

select
  mailbox,
  (from_on + day_number::integer - 1)::date as received_on,
  from_on as span_from_on,
  to_on as span_to_on,
  emails * day_number // span_days - emails * (day_number - 1) // span_days as emails
from days
-- A day that two spans of a mailbox share is of the shorter one.
qualify row_number() over (
  partition by mailbox, received_on
  order by span_days, span_from_on
) = 1
order by mailbox, received_on, span_from_on
