/*
title: Central QA agrees with the manager
definition: Of cases read by both the line manager and central quality assurance, the later reading in the period, the share where the two agree both whether outcome requirements were met and whether method requirements were.
aliases: [quality assurance, consistency]
group: quality
unit: percent
direction: increase
time: flow
frame: cases-to-sample
meanings: { sampling: [closed cases] }
extracts: [samples]
dimensions: [team]
reference: case_reference
public: [total]
caveats:
  - The manager reads a case while it is open and central quality once it is closed, so some differences are of the case and not of the readers.
  - Where nearly every case meets requirements, readers agree often by chance alone.
*/
-- Grain: one row per case read by both.
select
  both_sampled_on as counted_on,
  is_agreed::integer as numerator,
  1 as denominator,
  team,
  case_reference
from marts.sample_pairs
