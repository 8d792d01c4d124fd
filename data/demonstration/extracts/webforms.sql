-- The yearly log of the online form, as JSON lines.
-- Grain: one row per use.
select
  make_date(financial_year(local_at::date) + 1, 4, 1) as extract_received_on,
  'webforms-' || year_label(financial_year(local_at::date)) || '.jsonl' as file,
  '' as sheet,
  form_number as place,
  [
    'WF-' || lpad(form_number::varchar, 5, '0'),
    strftime(submitted_at, '%Y-%m-%dT%H:%M:%SZ'),
    'Feedback about us',
    person_name(arrival + 11),
    person_email(arrival + 11),
    prose(narrative(arrival + 11, 'message'), arrival + 11, 'message')
  ] as cells
from office.web_forms
