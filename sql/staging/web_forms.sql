-- Uses of the online form, with the day in London.
-- Grain: one row per form sent.
select
  form_id,
  form,
  (submitted_at at time zone 'UTC' at time zone 'Europe/London')::date as submitted_on
from raw.web_forms
