/*
title: no record has been taken out
severity: warning
owner: Analyst
*/
-- Records that a list of withdrawals names, and those that a full extract no longer has: they are in no figure.
-- Grain: one row per record taken out.
select
  contract,
  reference,
  format('{} {}: {}, {}', contract, reference, reason, removed_on) as names
from raw.removed
