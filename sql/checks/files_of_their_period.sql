/*
title: no file came before the period its name says
severity: warning
owner: Analyst
*/
-- It covers no day. Its name or its folder's may be wrong.
-- Grain: one row per file.
select
  file,
  file as names
from raw.loads
where received_on is not null
  and covers_to is null
  and same_as is null
