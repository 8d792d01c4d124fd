-- Uses of the online form.
-- Grain: one row per form sent.
--   form_id: the form sent
--   form: which form it was
--   submitted_on: the day it was sent
select
  form_id,
  form,
  submitted_on
from staging.web_forms
order by form_id
