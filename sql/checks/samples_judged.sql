/*
title: a sample read is judged on outcome and on method
severity: warning
owner: Quality Analyst
*/
-- Grain: one row per sample read without both judgements, or judged without being read.
select sample_id
from marts.samples
where (sampled_on is not null and (is_outcome_met is null or is_method_met is null))
  or (sampled_on is null and (is_outcome_met is not null or is_method_met is not null))
