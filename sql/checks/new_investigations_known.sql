/*
title: a new investigation follows an upheld review and is a case
severity: warning
owner: "{feedback manager}"
*/
-- Grain: one row per new investigation of a review that wasn't upheld, or that is no known case.
select reviews.review_reference
from marts.reviews
left join marts.cases on cases.case_reference = reviews.new_investigation_reference
where reviews.new_investigation_reference is not null
  and (
    cases.case_reference is null
    or reviews.is_upheld is distinct from true
  )
