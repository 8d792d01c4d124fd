/*
title: Lowest caseload of an officer
definition: Open feedback cases at the end of the period of the Customer Care Officer who has the fewest.
group: caseload
unit: cases
direction: increase
source: SM
time: stock
statistic: { kind: lowest, of: officer }
extracts: [feedback]
dimensions: [team]
reference: feedback_reference
public: []
beside: [officer-caseload, officers-below-20]
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
