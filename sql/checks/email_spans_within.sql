/*
title: no mailbox has a count of days that are within another count of it
severity: warning
owner: Analyst
*/
-- The wider count stands alone.
-- Grain: one row per span of a mailbox that lies in a wider one.
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
join raw.emails as wider
  on wider.mailbox = spans.mailbox
  and wider.from_on <= spans.from_on
  and wider.to_on >= spans.to_on
  and (wider.from_on < spans.from_on or wider.to_on > spans.to_on)
left join raw.loads as loads on loads.load_id = spans.load_id
