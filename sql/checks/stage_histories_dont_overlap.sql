/*
title: the stages of a case don't overlap
severity: warning
owner: Operations Manager
*/
-- Grain: one row per stage that was still open when the next of its case began.
select case_reference, stage, started_on
from marts.stages
where next_started_on < coalesce(ended_on, date '9999-12-31')
