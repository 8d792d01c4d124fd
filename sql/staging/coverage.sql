-- The last day that extracts of each contract cover: what is open on it was last seen then.
-- Grain: one row per contract with an extract.
select
  contract,
  max(covers_to) as covers_to
from raw.loads
group by contract
