-- The days on which staff were counted, and the snapshot each belongs to: a day is of the same snapshot as the day before
-- it, no more than a week earlier, where at most a tenth of its posts were counted within that week already. Parts of
-- the office that are counted on different days, or kept in different sheets, make one snapshot, dated by its last day.
-- Grain: one row per day.
--   taken_on: the day staff were counted
--   snapshot_on: the day of the snapshot it belongs to
with

posts as (
  select distinct taken_on, staff_number, team, role
  from staging.staff
),

days as (
  select taken_on, count(*) as posts
  from posts
  group by taken_on
),

earlier as (
  select days.taken_on, days.posts, max(before.taken_on) as previous_on
  from days
  left join days as before
    on before.taken_on < days.taken_on
    and before.taken_on >= days.taken_on - interval 7 day
  group by days.taken_on, days.posts
),

repeated as (
  select now.taken_on, count(distinct (now.staff_number, now.team, now.role)) as posts
  from posts as now
  join posts as before
    on before.staff_number = now.staff_number
    and before.team is not distinct from now.team
    and before.role is not distinct from now.role
    and before.taken_on < now.taken_on
    and before.taken_on >= now.taken_on - interval 7 day
  group by now.taken_on
),

numbered as (
  select
    earlier.taken_on,
    sum(
      (earlier.previous_on is null or coalesce(repeated.posts, 0) > earlier.posts / 10)::integer
    ) over (order by earlier.taken_on) as snapshot_number
  from earlier
  left join repeated on repeated.taken_on = earlier.taken_on
)

select
  taken_on,
  max(taken_on) over (partition by snapshot_number) as snapshot_on
from numbered
order by taken_on
