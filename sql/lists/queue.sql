-- The feedback cases that wait to be allocated, with how long they have waited since receipt and the band of age that
-- is in, longest first. They are those the measure feedback-queue counts.
-- Grain: one row per feedback case.
--   feedback_reference: the feedback case
--   category: what kind of feedback it is
--   channel: how it came in
--   received_on: the day it was received
--   age_days: days since receipt
--   age: the band its age is in, of data/age-bands.csv
select
  waits.feedback_reference,
  waits.category,
  waits.channel,
  waits.received_on,
  (today.as_at - waits.received_on)::integer as age_days,
  waits.age
from marts.feedback_queue as waits
cross join lists.today
where waits.from_on <= today.as_at
  and (waits.until_on is null or waits.until_on > today.as_at)
order by waits.received_on, waits.feedback_reference
