-- What each officer has open on the day, and each in post without a case: how many, and how many of them stand where in the work list.
-- Cases whose officer isn't recorded are nobody's load, and in none of these.
-- Grain: one row per officer.
--   officer: the officer, by staff number
--   team: the team that most of their open cases are with, or of their post where they have none
--   open_cases: how many feedback cases they have
--   over_week_8_cases: how many of them are over week 8
--   due_cases: how many of them are due this week
--   over_day_20_cases: how many of them are over day 20, and neither over week 8 nor due this week
with

held as (
  select officer, team, feedback_reference, cases
  from marts.officer_caseloads as loads
  cross join lists.today
  where loads.officer is not null
    and loads.is_allocated
    and loads.is_closing_known
    and loads.from_on <= today.as_at
    and (loads.until_on is null or loads.until_on > today.as_at)
),

teams as (
  select officer, team
  from held
  group by officer, team
  qualify row_number() over (partition by officer order by sum(cases) desc, team) = 1
)

select
  held.officer,
  any_value(teams.team) as team,
  sum(held.cases)::integer as open_cases,
  count(*) filter (where work.standing = 'over week 8')::integer as over_week_8_cases,
  count(*) filter (where work.standing = 'due this week')::integer as due_cases,
  count(*) filter (where work.standing = 'over day 20')::integer as over_day_20_cases
from held
join teams on teams.officer = held.officer
left join lists.work_list as work on work.feedback_reference = held.feedback_reference
group by held.officer
order by held.officer
