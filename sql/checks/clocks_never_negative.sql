/*
title: no clock runs backwards
severity: blocking
owner: Head of Customer Care
*/
-- Grain: one row per feedback case or investigation that ends before it begins.
select feedback_reference as reference
from marts.feedback
where working_days_to_close < 0

union all

select case_reference
from marts.investigations
where days_from_assignment < 0
