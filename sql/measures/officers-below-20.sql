/*
title: Officers with fewer than 20 open cases
definition: Customer Care Officers with at least one open feedback case at the end of the period, and fewer than 20; out of all who have any.
group: caseload
unit: officers
direction: decrease
source: SM
time: stock
statistic: { kind: below, of: officer, limit: 20 }
extracts: [feedback]
dimensions: [team]
reference: feedback_reference
public: []
beside: [officer-caseload, officer-caseload-lowest]
caveats:
  - An officer with no open case isn't counted, since nothing says whether they are at work.
*/
-- Grain: one row per feedback case, from allocation until it is closed.
select
  allocated_on as from_on,
  closed_on as until_on,
  1 as numerator,
  nullif(officer, 'not recorded') as officer,
  team,
  feedback_reference
from marts.feedback
where allocated_on is not null
  and is_closing_known
