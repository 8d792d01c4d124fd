-- The monthly export of feedback cases from Dynamics.
-- Grain: one row per feedback case received or changed in the month.
select
  snapshots.extract_received_on,
  snapshots.file,
  'Feedback' as sheet,
  snapshots.feedback_number as place,
  [
    record_id(feedback_number, 'feedback'),
    feedback_reference,
    case_reference,
    received_on::varchar,
    channel,
    category,
    ground,
    acknowledged_on::varchar,
    allocated_on::varchar,
    officer,
    team,
    referred_on::varchar,
    closed_on::varchar,
    closure,
    outcome,
    redress,
    signed_off_on::varchar,
    risk_category,
    high_risk_flag,
    learning,
    complainant_name,
    email,
    telephone,
    narrative
  ] as cells
from office.feedback_snapshots snapshots
where snapshots.name = 'msd-feedback'
