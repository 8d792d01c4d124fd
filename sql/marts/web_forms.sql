-- Uses of the online form.
-- Grain: one row per form sent.
select
  form_id,
  form,
  submitted_on
from staging.web_forms
order by form_id
