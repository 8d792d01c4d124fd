-- Each time a record was opened again, as the extracts show it: the day it had been closed, and the last day of the first
-- file that has it open again.
-- Grain: one row per contract, record and day it was opened again.
select
  contract,
  reference,
  max(closed_on) as closed_on,
  reopened_on
from raw.reopened
where reopened_on is not null
group by contract, reference, reopened_on
