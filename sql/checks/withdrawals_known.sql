/*
title: each record that a list of withdrawals names was loaded
severity: warning
owner: Analyst
*/
-- Its reference may be mistyped: then the record it means is still counted. What isn't written as references are, letters and
-- a number, isn't shown, for it may be a name.
-- Grain: one row per record of a list that no extract loaded has.
select
  withdrawals.reference,
  if(
    regexp_full_match(withdrawals.reference, '[A-Za-z]{1,6}([ /-]|)[0-9]{3,10}'),
    format('{} {}', withdrawals.contract, withdrawals.reference),
    format('{} of another form than a reference, in {}', withdrawals.contract, coalesce(loads.file, 'a list'))
  ) as names
from raw.withdrawals as withdrawals
left join raw.loads as loads on loads.load_id = withdrawals.load_id
left join raw.removed as removed
  on lower(regexp_replace(trim(removed.reference), ' +', ' ', 'g'))
    = lower(regexp_replace(trim(withdrawals.reference), ' +', ' ', 'g'))
  and (
    removed.contract = withdrawals.contract
    or (withdrawals.contract = 'cases' and removed.contract = 'stages')
  )
where removed.reference is null
