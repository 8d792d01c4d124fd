/*
title: no two cases, and no two of the office's other records, have references that differ by capitals or leading zeros alone
severity: warning
owner: Analyst
*/
-- A file that has both spellings is of a system which may tell capitals apart: each stands for itself, and so do all others
-- of its kind. Zeros are lost where a spreadsheet takes a reference for a number.
-- Grain: one row per kind of record and reference without regard to capitals, blanks and leading zeros.
with

written as (
  select 'cases' as kind, case_reference as reference
  from marts.cases

  union all

  select 'feedback', feedback_reference
  from marts.feedback

  union all

  select 'reviews', review_reference
  from marts.reviews

  union all

  select 'requests', request_reference
  from marts.information_requests

  union all

  select 'recommendations', recommendation_reference
  from marts.recommendations

  union all

  select 'samples', sample_id
  from marts.samples

  union all

  select 'staff', staff_number
  from marts.staff
),

alike as (
  select
    kind,
    regexp_replace(lower(regexp_replace(reference, '\s+', ' ', 'g')), '(^|[^0-9])0+([0-9])', '\1\2', 'g') as folded
  from written
  group by all
  having count(distinct reference) > 1
)

select
  kind,
  folded,
  format(
    '{}: references that differ by capitals or leading zeros alone are taken for two, {} time{}',
    kind,
    count(*) over (partition by kind),
    if(count(*) over (partition by kind) = 1, '', 's')
  ) as names
from alike
