/*
title: Open feedback cases per officer
definition: The median of the open feedback cases of each Customer Care Officer at the end of the period. By officer, how many open cases each has.
group: caseload
unit: cases
direction: neutral
source: SM
time: stock
statistic: { kind: median, of: officer }
extracts: [feedback]
dimensions: [team, officer]
reference: feedback_reference
public: []
beside: [officer-caseload-lowest, officers-below-20]
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
