-- The days each case was open, cut where its age since receipt passes into another band.
-- Grain: one row per case, time it was opened and band of age, from the day it reaches that age until it passes it or is
-- closed.
--   case_reference: the case
--   jurisdiction: which part of its remit it is in, such as a jurisdiction
--   team: the team that has it
--   received_on: the day it was received
--   age: the band its age is in, of data/age-bands.csv
--   from_on: the first day it counts
--   until_on: the first day it no longer counts; empty while it lasts
with

openings as (
  select case_reference, jurisdiction, team, received_on, opened_on, closed_on
  from marts.case_openings
  where opened_on is not null
),

ages as (
  select banded, age, from_days, until_days
  from calendar.age_bands
),

spans as (
  select
    openings.*,
    ages.age,
    greatest(openings.received_on + ages.from_days, openings.opened_on)::date as from_on,
    least(openings.received_on + ages.until_days, openings.closed_on)::date as until_on
  from openings
  join ages on ages.banded = 'open cases'
)

select
  case_reference,
  jurisdiction,
  team,
  received_on,
  age,
  from_on,
  until_on
from spans
where until_on is null or until_on > from_on
order by case_reference, from_on
