-- Everyone employed at each snapshot, by post. What a file of the same source that was received later says of a person on a day
-- stands for all that an earlier one says of them on it: they may have moved, or hold one post fewer.
-- Grain: one row per day of a snapshot, person, team and role.
select
  staff.snapshot_on as taken_on,
  staff.staff_number,
  staff.role,
  role_words.meaning as role_meaning,
  role_words.place as role_place,
  staff.job_title,
  staff.grade,
  staff.team,
  staff.directorate,
  staff.fte,
  staff.contract,
  employment_words.meaning as contract_meaning
from raw.staff as staff
left join raw.loads as loads on loads.load_id = staff.load_id
left join raw.role_words as role_words on role_words.word = staff.role
left join raw.employment_words as employment_words on employment_words.word = staff.contract
qualify rank() over (
  partition by loads.source, staff.staff_number, staff.snapshot_on
  order by loads.received_on desc nulls last
) = 1
