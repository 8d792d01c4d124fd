-- The export of the year's feedback cases from VisualFiles, in its codes, as they stood at the end of the month.
-- Grain: one row per feedback case open in the year so far and file.
select
  snapshots.extract_received_on,
  snapshots.file,
  '' as sheet,
  snapshots.feedback_number as place,
  [
    feedback_reference,
    case_reference,
    uk_date(received_on),
    upper(channel),
    category_code,
    ground_code,
    uk_date(acknowledged_on),
    uk_date(allocated_on),
    officer,
    team,
    uk_date(referred_on),
    uk_date(closed_on),
    upper(closure),
    upper(outcome),
    upper(redress),
    uk_date(signed_off_on),
    risk_code,
    flag_code,
    upper(learning),
    complainant_name,
    email,
    telephone,
    narrative
  ] as cells
from office.feedback_snapshots snapshots
where snapshots.name = 'visualfiles-feedback'
