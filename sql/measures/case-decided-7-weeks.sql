/*
title: Cases decided in {decision in 7 weeks}
definition: Of cases whose {decision in 7 weeks} ({decision in 7 weeks|days}) from receipt ended in the period, the share decided by then. One decided later, or open past its {decision in 7 weeks}, counts as not.
aliases: [on time, timeliness, waiting time]
group: casework
unit: percent
direction: increase
time: flow
extracts: [cases]
clocks: [decision in 7 weeks]
dimensions: [jurisdiction, team]
reference: case_reference
public: [total, jurisdiction]
beside: [case-decided-13-weeks, case-decided-26-weeks, case-decided-52-weeks, case-time-to-decision, cases-open-by-age]
caveats:
  - A case closed by then without a decision, such as one answered with advice or withdrawn, isn't counted.
  - A limit in calendar days that falls on a day off isn't moved, so it is met on that day and has passed on the day after.
  - By team, a case counts under the team that has it now, or had it last, also before it came to it.
*/
-- Grain: one row per case, counted when its limit falls.
select
  limit_on as counted_on,
  is_decided_in_time::integer as numerator,
  1 as denominator,
  jurisdiction,
  team,
  case_reference
from marts.case_limits
where clock = 'decision in 7 weeks'
  and is_due
  and is_known
