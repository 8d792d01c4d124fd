-- The days each feedback case waited to be allocated, cut where its wait passes into another band of age.
-- Grain: one row per feedback case and band of age, from the day it reaches that age until it passes it, is allocated
-- or closed.
--   feedback_reference: the feedback case
--   category: what kind of feedback it is
--   channel: how it came in
--   received_on: the day it was received
--   age: the band its age is in, of data/age-bands.csv
--   from_on: the first day it counts
--   until_on: the first day it no longer counts; empty while it lasts
with

feedback as (
  select feedback_reference, category, channel, received_on, waited_until_on
  from marts.feedback
  where is_wait_known
),

ages as (
  select banded, age, from_days, until_days
  from calendar.age_bands
)

select
  feedback.feedback_reference,
  feedback.category,
  feedback.channel,
  feedback.received_on,
  ages.age,
  (feedback.received_on + ages.from_days)::date as from_on,
  least(feedback.received_on + ages.until_days, feedback.waited_until_on)::date as until_on
from feedback
join ages on ages.banded = 'feedback queue'
order by feedback.feedback_reference, ages.from_days
