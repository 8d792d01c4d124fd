-- One case for each permanent member of staff who decides outcomes in 2014/15 and in 2015/16, at every scale, so that
-- none of the 285 and the 263 is left without a decision.
-- Grain: one row per member of staff and financial year.
create table office.required_decisions as
with

chosen as (
  select
    year,
    person,
    staff_number,
    arg_min(month, draw(person, 'required month ' || month)) as month
  from office.deciders
  where year in (2014, 2015) and is_permanent
  group by year, person, staff_number
)

select
  900000000000 + chosen.year * 100000000 + chosen.person as arrival,
  chosen.staff_number as decided_by,
  deciders.team,
  deciders.work,
  getvariable('working_days')[
    working_index((chosen.month - 1)::date)
    + whole(3, working_index(last_day(chosen.month)) - working_index((chosen.month - 1)::date), chosen.person, 'required day')
  ] as decided_on
from chosen
join office.deciders on deciders.person = chosen.person and deciders.month = chosen.month;
