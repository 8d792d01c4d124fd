/*
title: no mailbox has a count of days that are within another count of it
severity: warning
owner: Analyst
*/
-- The wider count stands alone.
-- Grain: one row per span of a mailbox that lies in a wider one which stands.
with

standing as (
  select distinct mailbox, span_from_on, span_to_on
  from marts.emails
)

select distinct
  spans.mailbox,
  spans.from_on,
  spans.to_on,
  format(
    '{}: the count of {} to {} is within another of its mailbox, which stands',
    coalesce(loads.file, 'emails'),
    spans.from_on,
    spans.to_on
  ) as names
from raw.emails as spans
join standing as wider
  on wider.mailbox = spans.mailbox
  and wider.span_from_on <= spans.from_on
  and wider.span_to_on >= spans.to_on
  and (wider.span_from_on < spans.from_on or wider.span_to_on > spans.to_on)
left join raw.loads as loads on loads.load_id = spans.load_id
