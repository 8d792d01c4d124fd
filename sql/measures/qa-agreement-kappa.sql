/*
title: Central QA and the manager beyond chance (kappa)
definition: Of cases read by both the line manager and central quality assurance, the later reading in the period, how far the two agree, both whether outcome requirements were met and whether method requirements were, beyond what chance would give. 1 is full agreement; 0 is no better than chance.
aliases: [quality assurance, consistency]
group: quality
unit: kappa
direction: increase
time: flow
statistic: { kind: kappa }
meanings: { sampling: [closed cases] }
extracts: [samples]
dimensions: [team]
reference: case_reference
public: [total]
beside: [qa-agreement]
caveats:
  - The counts beside the figure are the cases on which both readers came to the same result, of those both read.
  - Where nearly every case meets requirements, kappa is low even though readers mostly agree.
*/
-- Grain: one row per case read by both.
select
  both_sampled_on as counted_on,
  manager_outcome_met::varchar || ' ' || manager_method_met::varchar as first,
  central_outcome_met::varchar || ' ' || central_method_met::varchar as second,
  team,
  case_reference
from marts.sample_pairs
