-- The log of the online form of the year so far, as JSON lines.
-- Grain: one row per use and file.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  web_forms.form_number as place,
  [
    'WF-' || lpad(web_forms.form_number::varchar, 5, '0'),
    strftime(web_forms.submitted_at, '%Y-%m-%dT%H:%M:%SZ'),
    'Feedback about us',
    person_name(web_forms.arrival + 11),
    person_email(web_forms.arrival + 11),
    prose(narrative(web_forms.arrival + 11, 'message'), web_forms.arrival + 11, 'message')
  ] as cells
from office.web_forms
join office.deliveries
  on deliveries.name = 'webforms'
  and web_forms.local_at::date between deliveries.first_day and deliveries.last_day
