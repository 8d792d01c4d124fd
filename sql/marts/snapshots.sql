-- The days on which snapshots were taken, whoever is in them.
-- Grain: one row per contract and day.
select distinct
  'staff' as contract,
  snapshot_on
from staging.staff
order by contract, snapshot_on
