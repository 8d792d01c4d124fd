/*
title: Outcome requirements met
definition: Of cases sampled in the period, the share that met the outcome requirements.
aliases: [quality, audit]
group: quality
unit: percent
direction: increase
time: flow
frame: cases-to-sample
extracts: [samples]
reference: sample_id
dimensions: [sampling, team]
public: [total, sampling]
caveats:
  - A sample estimates the whole; a difference of a few cases may be chance.
  - A case read by its manager and by central QA was sampled twice, from two frames, and counts in each.
  - Thematic samples are chosen by judgement and are not counted.
*/
-- Grain: one row per completed sample of a case, thematic samples left out.
select
  sample_id,
  sampled_on as counted_on,
  is_outcome_met::integer as numerator,
  1 as denominator,
  sampling,
  team
from marts.samples
where sampled_on is not null
  and is_outcome_met is not null
  and is_required
