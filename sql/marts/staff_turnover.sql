-- Who left in the twelve months to each snapshot of staff, and how many were employed in them on average. A snapshot
-- before which there aren't twelve months of them isn't here.
-- Grain: one row per snapshot, role and contract.
--   snapshot_on: the day the snapshot was taken
--   role: the casework role, or other
--   contract: permanent, fixed term or agency
--   leavers: people of it who left in the twelve months to it
--   mean_headcount: people of it at a snapshot of those months, on average
with

snapshots as (
  select
    snapshot_on,
    date_trunc('month', snapshot_on)::date as month,
    (date_trunc('month', snapshot_on) - interval 12 month)::date as since_month,
    min(snapshot_on) over (order by snapshot_on) as first_on
  from marts.snapshots
  where contract = 'staff'
),

whole as (
  select snapshot_on, month, since_month
  from snapshots
  where date_trunc('month', first_on) <= since_month
),

windows as (
  select
    whole.snapshot_on,
    snapshots.snapshot_on as within_on,
    count(*) over (partition by whole.snapshot_on) as snapshots
  from whole
  join snapshots
    on snapshots.month > whole.since_month
    and snapshots.month <= whole.month
    and snapshots.snapshot_on <= whole.snapshot_on
),

employed as (
  select snapshot_on, role, contract, count(*) as people
  from marts.staff
  where is_main
  group by snapshot_on, role, contract
),

departed as (
  select snapshot_on, role, contract, count(*) as people
  from marts.staff_changes
  where change = 'left'
  group by snapshot_on, role, contract
),

counted as (
  select windows.snapshot_on, employed.role, employed.contract, 0 as leavers, employed.people, windows.snapshots
  from windows
  join employed on employed.snapshot_on = windows.within_on

  union all

  select windows.snapshot_on, departed.role, departed.contract, departed.people, 0, windows.snapshots
  from windows
  join departed on departed.snapshot_on = windows.within_on
)

select
  snapshot_on,
  role,
  contract,
  sum(leavers)::integer as leavers,
  -- Whole numbers are added, and divided once: fractions would add up to others in another order.
  sum(people) / max(snapshots) as mean_headcount
from counted
group by snapshot_on, role, contract
order by snapshot_on, role, contract
