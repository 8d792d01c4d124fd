/*
title: Required sampling completed
definition: Of the quality samples required and due in the period, the share completed.
aliases: [quality checks, audit]
group: quality
unit: percent
direction: increase
time: flow
extracts: [samples]
reference: sample_id
dimensions: [sampling, team]
public: [total]
*/
-- Grain: one row per required sample.
select
  sample_id,
  due_on as counted_on,
  (sampled_on is not null)::integer as numerator,
  1 as denominator,
  sampling,
  team
from marts.samples
where is_required
  and is_sampling_known
