-- The yearly export of cases from VisualFiles, in capitals, as they stood on 31 March.
-- Grain: one row per case open in the year.
select
  snapshots.extract_received_on,
  snapshots.file,
  '' as sheet,
  cases.case_number as place,
  [
    cases.case_reference,
    uk_date(cases.received_on),
    if(cases.jurisdiction = 'health', 'Health', 'Parliamentary'),
    complainants.complainant_name,
    complainants.address,
    complainants.postcode,
    complainants.telephone,
    complainants.email,
    uk_date(complainants.date_of_birth),
    complainants.nhs_number,
    complainants.national_insurance_number,
    cases.body,
    snapshots.team,
    snapshots.caseworker,
    ['ENQUIRY', 'INTAKE', 'ASSESSMENT', 'INVESTIGATION', 'CLOSED'][snapshots.stage_number],
    uk_date(snapshots.closed_on),
    if(snapshots.is_closed, upper(cases.outcome), null),
    if(snapshots.is_closed, cases.decided_by, null),
    uk_date(if(snapshots.is_closed, cases.decided_on, null)),
    complainants.summary
  ] as cells
from office.case_snapshots snapshots
join office.cases on cases.case_number = snapshots.case_number
join office.complainants on complainants.case_number = snapshots.case_number
where snapshots.name = 'visualfiles-cases'
