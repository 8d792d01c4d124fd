/*
title: counts within another count of a mailbox come to no more than it, and to all of it where they tell of all its days
severity: warning
owner: Analyst
is_doubt: true
*/
-- One of them is wrong, and nothing says which: the wider stands, unless a later file tells of all its days anew.
-- Grain: one row per span of a mailbox that those within it contradict.
with

spans as (
  select
    emails.mailbox,
    emails.from_on,
    emails.to_on,
    emails.emails,
    loads.file,
    loads.received_on
  from raw.emails as emails
  left join raw.loads as loads on loads.load_id = emails.load_id
  where emails.from_on is not null
    and emails.to_on is not null
    and emails.emails is not null
),

inner_spans as (
  select
    wider.mailbox,
    wider.from_on as wider_from_on,
    wider.to_on as wider_to_on,
    wider.emails as wider_emails,
    wider.file as wider_file,
    spans.from_on,
    spans.to_on,
    spans.emails,
    coalesce(spans.received_on > wider.received_on, false) as is_later
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

told_anew as (
  select mailbox, wider_from_on, wider_to_on
  from (
    select *, unnest(generate_series(from_on, to_on, interval 1 day)) as day
    from inner_spans
    where is_later
  )
  group by mailbox, wider_from_on, wider_to_on
  having count(distinct day) = wider_to_on - wider_from_on + 1
)

select
  'emails' as contract,
  wider_from_on as from_on,
  wider_to_on as to_on,
  format(
    '{}: the counts within {} to {} don’t add up to the count of it, which stands',
    coalesce(wider_file, 'emails'),
    wider_from_on,
    wider_to_on
  ) as names,
  names as public_names
from parts
anti join told_anew using (mailbox, wider_from_on, wider_to_on)
group by mailbox, wider_from_on, wider_to_on, wider_emails, wider_file
having sum(emails) > wider_emails
  or (sum(emails) < wider_emails and sum(to_on - from_on + 1) >= wider_to_on - wider_from_on + 1)
