/*
title: no two sources of the same days say two things of one reference
severity: warning
owner: Analyst
*/
-- Where they number apart, what is two records is taken for one: a prefix to the references of one source makes them two.
-- Grain: one row per file and file of another source that stands in its place.
select
  conflicts.contract,
  format(
    '{} has {:,} row{} whose reference {}, of another source, has with other values: they are taken for one record',
    loads.file,
    conflicts.rows,
    if(conflicts.rows = 1, '', 's'),
    standing.file
  ) as names
from raw.conflicts as conflicts
join raw.loads as loads on loads.load_id = conflicts.load_id
join raw.loads as standing on standing.load_id = conflicts.stands
where loads.source <> standing.source
