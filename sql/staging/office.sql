-- By how many months the office's year begins later than the calendar's: 3 of one that begins in April.
-- Grain: one row per office, of which there is one.
select first_month - 1 as months_late
from raw.office
