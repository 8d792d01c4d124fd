-- The cases quality sampling could have drawn on: central quality on those closed in a month, line managers on
-- those open on some day of it.
-- Grain: one row per case, sampling and month it could have been sampled in.
--   case_reference: the case
--   sampling: which sampling chose it: by a line manager, central or thematic
--   team: the team that has it
--   counted_on: a day of the month it could have been sampled in
with

cases as (
  select case_reference, coalesce(team, 'not recorded') as team, received_on, closed_on
  from marts.cases
  where is_closing_known
),

followed as (
  select covers_to
  from staging.coverage
  where contract = 'cases'
),

months as (
  select
    cases.case_reference,
    cases.team,
    cases.received_on,
    unnest(range(
      date_trunc('month', cases.received_on),
      coalesce(cases.closed_on, followed.covers_to) + interval 1 day,
      interval 1 month
    ))::date as month_start
  from cases
  cross join followed
),

open_in as (
  select case_reference, team, greatest(received_on, month_start) as counted_on
  from months
),

frame as (
  select case_reference, 'open cases' as sampling_meaning, team, counted_on
  from open_in

  union all

  select case_reference, 'closed cases', team, closed_on
  from cases
  where closed_on is not null
),

words as (
  select word, meaning
  from staging.sampling_words
)

select
  frame.case_reference,
  words.word as sampling,
  frame.team,
  frame.counted_on
from frame
join words on words.meaning = frame.sampling_meaning
order by case_reference, sampling, counted_on
