/*
title: no two files of the same days, received on one day, say two things of a record
severity: warning
owner: Analyst
is_doubt: true
*/
-- Which of them is the later isn't known: what stands is of the last by name.
-- Grain: one row per file and other file that stands in its place.
select
  conflicts.contract,
  loads.covers_from as from_on,
  loads.covers_to as to_on,
  format(
    '{} has {:,} row{} that {}, of the same days and received with it, has otherwise',
    loads.file,
    conflicts.rows,
    if(conflicts.rows = 1, '', 's'),
    standing.file
  ) as names,
  format(
    '{} has rows that {}, of the same days and received with it, has otherwise',
    loads.file,
    standing.file
  ) as public_names
from raw.conflicts as conflicts
join raw.loads as loads on loads.load_id = conflicts.load_id
join raw.loads as standing on standing.load_id = conflicts.stands
where loads.source = standing.source
