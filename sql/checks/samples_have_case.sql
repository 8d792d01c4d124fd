/*
title: a sampled case exists
severity: warning
owner: Quality Analyst
*/
-- Grain: one row per sample of an unknown case.
select samples.sample_id
from marts.samples
left join marts.cases on cases.case_reference = samples.case_reference
where cases.case_reference is null
  -- Of samples without a column for their case nothing can be said.
  and exists (select 1 from marts.samples where case_reference is not null)
