-- Emails to the feedback mailboxes by day. A count of a longer span is spread over its days, as evenly as whole numbers go,
-- so that its days add up to it. Of two spans of a mailbox one of which lies in the other the wider stands alone, unless others
-- tell of all its days: those within it that add up to it, or that a later file has.
-- Grain: one row per mailbox, span and day.
--   mailbox: the mailbox
--   received_on: the day
--   span_from_on: the first day of the span it was counted over
--   span_to_on: the last day of that span
--   emails: how many emails came in, of a longer span its part
with

spans as (
  select mailbox, from_on, to_on, emails, told_on
  from staging.emails
),

inner_spans as (
  select
    wider.mailbox,
    wider.from_on as wider_from_on,
    wider.to_on as wider_to_on,
    wider.emails as wider_emails,
    wider.to_on - wider.from_on + 1 as wider_days,
    spans.from_on,
    spans.to_on,
    spans.emails,
    coalesce(spans.told_on > wider.told_on, false) as is_later
  from spans
  join spans as wider
    on wider.mailbox = spans.mailbox
    and wider.from_on <= spans.from_on
    and wider.to_on >= spans.to_on
    and (wider.from_on < spans.from_on or wider.to_on > spans.to_on)
),

-- Those of the spans within another that lie in no other of them.
parts as (
  select *
  from inner_spans
  anti join inner_spans as larger
    on larger.mailbox = inner_spans.mailbox
    and larger.wider_from_on = inner_spans.wider_from_on
    and larger.wider_to_on = inner_spans.wider_to_on
    and larger.from_on <= inner_spans.from_on
    and larger.to_on >= inner_spans.to_on
    and (larger.from_on < inner_spans.from_on or larger.to_on > inner_spans.to_on)
),

added_up as (
  select mailbox, wider_from_on as from_on, wider_to_on as to_on
  from parts
  group by mailbox, wider_from_on, wider_to_on, wider_days, wider_emails
  having sum(to_on - from_on + 1) = wider_days
    and sum(emails) = wider_emails
),

told_anew as (
  select mailbox, wider_from_on as from_on, wider_to_on as to_on
  from (
    select *, unnest(generate_series(from_on, to_on, interval 1 day)) as day
    from inner_spans
    where is_later
  )
  group by mailbox, wider_from_on, wider_to_on, wider_days
  having count(distinct day) = wider_days
),

wider_spans as (
  select mailbox, from_on, to_on, emails
  from spans
  anti join added_up using (mailbox, from_on, to_on)
  anti join told_anew using (mailbox, from_on, to_on)
),

standing as (
  select *
  from wider_spans
  anti join wider_spans as wider
    on wider.mailbox = wider_spans.mailbox
    and wider.from_on <= wider_spans.from_on
    and wider.to_on >= wider_spans.to_on
    and (wider.from_on < wider_spans.from_on or wider.to_on > wider_spans.to_on)
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
