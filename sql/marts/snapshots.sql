-- The days on which snapshots were taken, whoever is in them.
-- Grain: one row per contract and day.
--   contract: whose snapshot it is
--   snapshot_on: the day the snapshot was taken
select distinct
  'staff' as contract,
  snapshot_on
from marts.staff_days
order by contract, snapshot_on
