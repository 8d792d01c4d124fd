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
