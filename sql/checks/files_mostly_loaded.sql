/*
title: no file loses more than half its rows to quarantine
severity: blocking
owner: Analyst
*/
-- So many refused rows mean that the extract or its mapping changed, not that the records are poor.
-- Grain: one row per file.
select
  file,
  format('{}: {:,} of {:,} rows set aside', file, rows_quarantined, rows_read) as names
from raw.loads
where rows_quarantined > 0.5 * rows_read
  and rows_read >= 20
