-- How many feedback cases the officers had at the end of each of the 12 months before the day, those in post without a case among them: of these
-- the office's usual load is the mean. A month end on which nobody had any isn't there.
-- Grain: one row per month end.
--   day: the last day of the month
--   officers: how many officers had a case or were in post
--   cases: how many cases they had
with

ends as (
  select days.day
  from calendar.days as days
  cross join lists.today
  where days.day = last_day(days.day)
    and days.day < today.as_at
    and days.day >= today.as_at - interval 12 month
    and not days.is_by_rule
)

select
  ends.day,
  count(distinct loads.officer)::integer as officers,
  sum(loads.cases)::integer as cases
from ends
join marts.officer_caseloads as loads
  on loads.officer is not null
  and loads.is_allocated
  and loads.is_closing_known
  and loads.from_on <= ends.day
  and (loads.until_on is null or loads.until_on > ends.day)
group by ends.day
order by ends.day
