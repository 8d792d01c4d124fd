-- Who held each post: about one in eight leaves in a year and is followed at once, so the office is always 600.
-- From August 2020 the officers of Customer Care C leave four times as fast.
-- Grain: one row per post and month, April 2014 to March 2022.
create table office.staff_months as
with

post_months as (
  select
    posts.*,
    months.month,
    months.month_number,
    draw(posts.post, 'leaver ' || months.month_number)
      < if(posts.team = 'Customer Care C' and months.month >= '2020-07-01', 0.042, 0.0105) as leaves
  from office.posts
  cross join office.months
  where months.is_covered
),

spells as (
  select
    *,
    coalesce(
      sum(leaves::integer) over (
        partition by post order by month_number rows between unbounded preceding and 1 preceding
      ),
      0
    )::integer as spell
  from post_months
),

people as (
  select post, spell, min(month_number) as first_month_number
  from spells
  group by post, spell
),

numbered as (
  select
    *,
    post * 1000 + spell as person,
    'S' || (1000 + row_number() over (order by first_month_number, draw(post, 'joined'), post))::varchar as staff_number
  from people
)

select
  spells.month,
  spells.post,
  numbered.person,
  numbered.staff_number,
  if(spells.was_casework and spells.month < '2017-04-01', 'caseworker', spells.role) as role,
  if(spells.was_casework and spells.month < '2017-04-01', 'Health ' || (1 + spells.place), spells.team) as team,
  if(spells.was_casework and spells.month < '2017-04-01', 'Health casework', spells.directorate) as directorate,
  case
    when draw(numbered.person, 'contract') < 0.93 then 'Permanent'
    when draw(numbered.person, 'contract') < 0.98 then 'Fixed term'
    else 'Agency'
  end as contract,
  case
    when draw(numbered.person, 'fte') < 0.74 then 1.0
    else [0.4, 0.5, 0.6, 0.6, 0.7, 0.8, 0.8, 0.8, 0.9][whole(1, 9, numbered.person, 'part time')]
  end::decimal(3, 1) as fte
from spells
join numbered on numbered.post = spells.post and numbered.spell = spells.spell;
