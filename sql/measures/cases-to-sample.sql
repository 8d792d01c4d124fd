/*
title: Cases that could be sampled, once for each sampling
definition: Cases quality sampling could have drawn on. For line managers, cases open on some day of the month; for central quality, cases closed in the month.
group: quality
unit: cases
direction: neutral
time: flow
meanings: { sampling: [open cases, closed cases] }
extracts: [cases]
reference: case_reference
dimensions: [sampling, team]
public: [total]
caveats:
  - A case open over two months could be read in each, and counts in each; so does one that is open and closed in a month, once for the manager and once for central quality.
  - It says how much of the work a sample stands for. It isn't a count of cases.
*/
-- Grain: one row per case, sampling and month it could have been sampled in.
select
  counted_on,
  1 as numerator,
  sampling,
  team,
  case_reference
from marts.sampling_frame
