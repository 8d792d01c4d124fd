/*
title: everyone in a staff snapshot has a known role
severity: warning
owner: Analyst
*/
-- A role title nobody has mapped is quarantined, and leaves its holder out of the headcount.
-- Grain: one row per person and snapshot refused for their role, or without one.
select loads.file
from raw.quarantine
join raw.loads on loads.load_id = quarantine.load_id
where loads.contract = 'staff'
  and quarantine.column_name = 'role'

union all

select snapshot_on::varchar
from marts.staff
where role is null
  and exists (select 1 from marts.staff where role is not null)
