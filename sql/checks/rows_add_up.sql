/*
title: every row read is loaded or quarantined
severity: blocking
owner: Analyst
*/
-- Grain: one row per file whose rows don't add up.
select
  file,
  format(
    '{}: {:,} read, {:,} loaded, {:,} set aside',
    file,
    rows_read,
    rows_loaded,
    rows_quarantined
  ) as names
from raw.loads
where rows_read <> rows_loaded + rows_quarantined
