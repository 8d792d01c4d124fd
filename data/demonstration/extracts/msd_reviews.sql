-- The monthly export of reviews from Dynamics.
-- Grain: one row per review received or changed in the month.
select
  snapshots.extract_received_on,
  snapshots.file,
  'Reviews' as sheet,
  snapshots.review_number as place,
  [
    record_id(review_number, 'review'),
    review_reference,
    feedback_reference,
    case_reference,
    criterion,
    received_on::varchar,
    proposal_decided_on::varchar,
    yes_or_no(is_proposed),
    sent_to_team_on::varchar,
    team_decided_on::varchar,
    team_decision,
    told_on::varchar,
    completed_on::varchar,
    outcome,
    new_investigation_reference,
    signed_off_on::varchar,
    yes_or_no(is_risk_assessed),
    reviewer,
    form_text
  ] as cells
from office.review_snapshots snapshots
where snapshots.name = 'msd-reviews'
