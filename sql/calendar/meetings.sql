-- The assurance meetings, as data/meetings.csv has them; none where the office keeps no such list.
-- Grain: one row per meeting.
--   month: the month whose figures it had before it, as yyyy-mm
--   looked_to: the last day of that month
--   held_on: the day it was held
select
  month,
  last_day(strptime(month || '-01', '%Y-%m-%d')::date) as looked_to,
  held_on
from raw.meetings
order by month
