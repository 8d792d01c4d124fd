/*
title: Permanent staff who decided an outcome
definition: Permanent staff who decided the outcome of at least one complaint in the period, each counted once. Permanent means so at a staff snapshot of the same financial year.
group: staffing
unit: people
direction: neutral
time: flow
statistic: { kind: distinct, of: decided_by }
meanings: { employment: [permanent] }
extracts: [cases, staff]
ties: [staff.team]
dimensions: [jurisdiction, outcome]
reference: case_reference
public: [total]
beside: [caseworkers]
caveats:
  - Someone who decided in two months is counted in each, and once in the year, so months don't add up to the year.
*/
-- Grain: one row per complaint whose outcome was decided by permanent staff.
with

decisions as (
  select
    case_reference,
    decided_on,
    decided_by,
    jurisdiction,
    outcome,
    decided_year
  from marts.cases
  where decided_on is not null
    and decided_by is not null
),

permanent_staff as (
  select distinct
    staff_number,
    snapshot_year
  from marts.staff
  where contract_meaning = 'permanent'
)

select
  decisions.decided_on as counted_on,
  decisions.decided_by,
  decisions.jurisdiction,
  decisions.outcome,
  decisions.case_reference
from decisions
join permanent_staff
  on permanent_staff.staff_number = decisions.decided_by
  and permanent_staff.snapshot_year = decisions.decided_year
