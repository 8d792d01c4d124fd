-- The teams that had an operations manager at each snapshot, with the caseworkers to each of them.
-- A caseworker counts in the team of their main post, a manager in each team they manage.
-- Senior caseworkers aren't counted: the source doesn't say whether its 6 to 8 includes them.
-- Grain: one row per snapshot, team and directorate with an operations manager.
--   snapshot_on: the day the snapshot was taken
--   team: the team
--   directorate: the directorate of the team
--   caseworkers_to_manager: caseworkers to each operations manager of the team
select
  snapshot_on,
  team,
  directorate,
  count(*) filter (where is_main and role_meaning in ('intake casework', 'casework'))
    / count(*) filter (where role_meaning = 'manages casework') as caseworkers_to_manager
from marts.staff
where team <> 'not recorded'
group by snapshot_on, team, directorate
having count(*) filter (where role_meaning = 'manages casework') > 0
order by snapshot_on, team, directorate
