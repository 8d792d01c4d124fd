-- The export of the year's review forms from VisualFiles, in its codes, as they stood at the end of the month.
-- Grain: one row per review open in the year so far and file.
select
  snapshots.extract_received_on,
  snapshots.file,
  '' as sheet,
  snapshots.review_number as place,
  [
    review_reference,
    feedback_reference,
    case_reference,
    replace(replace(upper(criterion), 'NEW AND RELEVANT', 'NEW'), 'HIGH-PROFILE OR HIGH-RISK', 'HIGH PROFILE OR HIGH RISK'),
    uk_date(received_on),
    uk_date(proposal_decided_on),
    y_or_n(is_proposed),
    uk_date(sent_to_team_on),
    uk_date(team_decided_on),
    upper(team_decision),
    uk_date(told_on),
    uk_date(completed_on),
    upper(outcome),
    new_investigation_reference,
    uk_date(signed_off_on),
    y_or_n(is_risk_assessed),
    reviewer,
    form_text
  ] as cells
from office.review_snapshots snapshots
where snapshots.name = 'visualfiles-reviews'
