-- The monthly export of cases from Dynamics, with its option-set labels.
-- Grain: one row per case received or changed in the month.
select
  snapshots.extract_received_on,
  snapshots.file,
  '' as sheet,
  cases.case_number as place,
  [
    record_id(cases.case_number, 'case'),
    row_checksum(cases.case_number, strftime(snapshots.month, '%Y-%m')),
    strftime(
      snapshots.last_day - whole(0, 20, cases.case_number, strftime(snapshots.month, '%Y-%m'))
        + to_minutes(whole(480, 1080, cases.case_number, 'modified')),
      '%Y-%m-%d %H:%M'
    ),
    cases.case_reference,
    cases.received_on::varchar,
    if(cases.jurisdiction = 'health', 'Health (NHS in England)', 'UK Parliamentary'),
    complainants.contact_reference,
    complainants.complainant_name,
    complainants.address,
    complainants.postcode,
    complainants.telephone,
    complainants.email,
    complainants.date_of_birth::varchar,
    complainants.nhs_number,
    complainants.national_insurance_number,
    cases.body,
    snapshots.team,
    snapshots.caseworker,
    stage_label(snapshots.stage_number),
    snapshots.closed_on::varchar,
    if(cases.closed_on <= snapshots.last_day, cases.closure_reason, null),
    case
      when cases.closed_on <= snapshots.last_day then cases.outcome
      when snapshots.is_closed then 'Not taken forward'
    end,
    if(snapshots.is_closed, cases.decided_by, null),
    if(snapshots.closed_on < cases.closed_on, snapshots.closed_on, if(snapshots.is_closed, cases.decided_on, null))::varchar,
    complainants.summary || if(
      draw(cases.case_number, 'alphabet') < 0.002,
      ' ' || pick(getvariable('other_alphabets'), cases.case_number, 'alphabet'),
      ''
    )
  ] as cells
from office.case_snapshots snapshots
join office.cases on cases.case_number = snapshots.case_number
join office.complainants on complainants.case_number = snapshots.case_number
where snapshots.name = 'msd-cases'
