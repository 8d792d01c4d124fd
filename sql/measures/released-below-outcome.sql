/*
title: Cases released below outcome requirements
definition: Cases that left the office though a sample, read in the period, found that they did not meet outcome requirements.
aliases: [quality failures]
group: quality
unit: cases
direction: decrease
time: flow
extracts: [samples]
dimensions: [sampling, team]
reference: case_reference
public: [total]
beside: [sample-outcome-met]
caveats:
  - A case found so by several readers counts once, at the first reading.
  - Only sampled cases are known of; what was not sampled is not counted.
*/
-- Grain: one row per case.
select
  sampled_on as counted_on,
  1 as numerator,
  sampling,
  team,
  case_reference
from marts.samples
where sampled_on is not null
  and not is_outcome_met
  and has_left_office
qualify row_number() over (partition by case_reference order by sampled_on, sample_id) = 1
