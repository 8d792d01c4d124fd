/*
title: no two counts of a mailbox have days in common
severity: warning
owner: Analyst
is_doubt: true
*/
-- Neither lies in the other, so what came in on the days in common may be counted twice.
-- Grain: one row per two spans of a mailbox with days in common.
select
  'emails' as contract,
  later.from_on,
  earlier.to_on,
  format(
    '{}: two counts of a mailbox have days in common, {} to {} and {} to {}',
    coalesce(loads.file, 'emails'),
    earlier.from_on,
    earlier.to_on,
    later.from_on,
    later.to_on
  ) as names,
  names as public_names
from raw.emails as earlier
join raw.emails as later
  on later.mailbox = earlier.mailbox
  and later.from_on > earlier.from_on
  and later.from_on <= earlier.to_on
  and later.to_on > earlier.to_on
left join raw.loads as loads on loads.load_id = later.load_id
