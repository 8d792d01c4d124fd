-- The reference: what a practised hand would write straight against the CSV and JSON extracts, with no contracts,
-- no quarantine and no row accounted for: bad rows are skipped in silence. Each kind is read in one scan, typed, and
-- landed as Parquet; the raw tables are made from that, the newest row of a key standing. The models and checks that are
-- run on them are the build's own.
-- EXTRACTS stands for the folder, DECODED for one of the VisualFiles extracts turned into UTF-8 first, LANDED for the
-- folder of the Parquet. What follows the line of dashes is all that is run when everything has landed.

copy (
  select CALL_ID as call_reference, try_strptime(CALL_START, '%d/%m/%Y %H:%M:%S')::timestamp as started_at, DDI as line,
    null::bigint as menu_option, null::varchar as wrap_up_code, EXTENSION as handler,
    try_cast(DURATION_SECS as bigint) as duration_seconds, filename
  from read_csv('EXTRACTS/*/callmanager-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'CALL_ID': 'varchar', 'CALL_START': 'varchar', 'DDI': 'varchar', 'EXTENSION': 'varchar', 'DURATION_SECS': 'varchar'})
  union all
  select call_id as call_reference, try_strptime(started_at, '%Y-%m-%dT%H:%M:%SZ'), line, try_cast(menu_option as bigint), wrap_up_code,
    handler, try_cast(duration_seconds as bigint), filename
  from read_csv('EXTRACTS/*/telephony-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'call_id': 'varchar', 'started_at': 'varchar', 'line': 'varchar', 'menu_option': 'varchar', 'wrap_up_code': 'varchar', 'handler': 'varchar', 'duration_seconds': 'varchar', 'caller_number': 'varchar', 'wrap_up_note': 'varchar'})
) to 'LANDED/calls.parquet' (format parquet, compression zstd);

copy (
  select CASE_REF as case_reference, try_strptime(DATE_RECEIVED, '%d/%m/%Y')::date as received_on, lower(JURISDICTION) as jurisdiction,
    COMPLAINANT as complainant_name, ADDRESS as address, POSTCODE as postcode, TELEPHONE as telephone, EMAIL as email,
    try_strptime(DATE_OF_BIRTH, '%d/%m/%Y')::date as date_of_birth, NHS_NUMBER as nhs_number, NI_NUMBER as national_insurance_number, BODY as body,
    TEAM as team, CASEWORKER as caseworker, case lower(STAGE) when 'enquiry' then 'enquiry' when 'intake' then 'intake' when 'assessment' then 'assessment'
      when 'investigation' then 'detailed investigation' when 'closed' then 'closed' when '1 - enquiry' then 'enquiry'
      when '2 - intake' then 'intake' when '3 - assessment (primary investigation)' then 'assessment'
      when '4 - detailed investigation' then 'detailed investigation' when '5 - closed' then 'closed' end as stage, try_strptime(DATE_CLOSED, '%d/%m/%Y')::date as closed_on, lower(OUTCOME) as outcome,
    DECIDED_BY as decided_by, try_strptime(DATE_DECIDED, '%d/%m/%Y')::date as decided_on, filename
  from read_csv('DECODED/visualfiles-cases-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'CASE_REF': 'varchar', 'DATE_RECEIVED': 'varchar', 'JURISDICTION': 'varchar', 'COMPLAINANT': 'varchar', 'ADDRESS': 'varchar', 'POSTCODE': 'varchar', 'TELEPHONE': 'varchar', 'EMAIL': 'varchar', 'DATE_OF_BIRTH': 'varchar', 'NHS_NUMBER': 'varchar', 'NI_NUMBER': 'varchar', 'BODY': 'varchar', 'TEAM': 'varchar', 'CASEWORKER': 'varchar', 'STAGE': 'varchar', 'DATE_CLOSED': 'varchar', 'OUTCOME': 'varchar', 'DECIDED_BY': 'varchar', 'DATE_DECIDED': 'varchar', 'SUMMARY': 'varchar'})
  union all
  select "Case Number", try_cast("Received On" as date), case when "Jurisdiction" ilike 'health%' then 'health' else 'parliamentary' end,
    "Customer", "Address", "Postcode", "Telephone", "Email", try_cast("Date of Birth" as date), "NHS Number", "NI Number",
    "Organisation", "Owning Team", "Owner", case lower("Case Stage") when 'enquiry' then 'enquiry' when 'intake' then 'intake' when 'assessment' then 'assessment'
      when 'investigation' then 'detailed investigation' when 'closed' then 'closed' when '1 - enquiry' then 'enquiry'
      when '2 - intake' then 'intake' when '3 - assessment (primary investigation)' then 'assessment'
      when '4 - detailed investigation' then 'detailed investigation' when '5 - closed' then 'closed' end, try_cast("Closed On" as date), lower("Outcome"),
    "Decided By", try_cast("Decided On" as date), filename
  from read_csv('EXTRACTS/*/msd-cases-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'(Do Not Modify) Case': 'varchar', '(Do Not Modify) Row Checksum': 'varchar', '(Do Not Modify) Modified On': 'varchar', 'Case Number': 'varchar', 'Received On': 'varchar', 'Jurisdiction': 'varchar', 'Customer': 'varchar', 'Address': 'varchar', 'Postcode': 'varchar', 'Telephone': 'varchar', 'Email': 'varchar', 'Date of Birth': 'varchar', 'NHS Number': 'varchar', 'NI Number': 'varchar', 'Organisation': 'varchar', 'Owning Team': 'varchar', 'Owner': 'varchar', 'Case Stage': 'varchar', 'Closed On': 'varchar', 'Outcome': 'varchar', 'Decided By': 'varchar', 'Decided On': 'varchar', 'Description': 'varchar'})
) to 'LANDED/cases.parquet' (format parquet, compression zstd);

copy (
  select CASE_REF as case_reference, case lower(HISTORY_ITEM) when 'enquiry' then 'enquiry' when 'intake' then 'intake' when 'assessment' then 'assessment'
      when 'investigation' then 'detailed investigation' when 'closed' then 'closed' when '1 - enquiry' then 'enquiry'
      when '2 - intake' then 'intake' when '3 - assessment (primary investigation)' then 'assessment'
      when '4 - detailed investigation' then 'detailed investigation' when '5 - closed' then 'closed' end as stage, try_strptime(DATE_STARTED, '%d/%m/%Y')::date as started_on,
    try_strptime(DATE_ASSIGNED, '%d/%m/%Y')::date as assigned_on, try_strptime(DATE_ENDED, '%d/%m/%Y')::date as ended_on, TEAM as team, ASSIGNED_TO as assigned_to, filename
  from read_csv('DECODED/visualfiles-stages-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'CASE_REF': 'varchar', 'HISTORY_ITEM': 'varchar', 'DATE_STARTED': 'varchar', 'DATE_ASSIGNED': 'varchar', 'DATE_ENDED': 'varchar', 'TEAM': 'varchar', 'ASSIGNED_TO': 'varchar', 'NOTE': 'varchar'})
  union all
  select "Case Number", case lower("Stage") when 'enquiry' then 'enquiry' when 'intake' then 'intake' when 'assessment' then 'assessment'
      when 'investigation' then 'detailed investigation' when 'closed' then 'closed' when '1 - enquiry' then 'enquiry'
      when '2 - intake' then 'intake' when '3 - assessment (primary investigation)' then 'assessment'
      when '4 - detailed investigation' then 'detailed investigation' when '5 - closed' then 'closed' end, try_cast("Started On" as date), try_cast("Assigned On" as date), try_cast("Ended On" as date), "Team",
    "Assigned To", filename
  from read_csv('EXTRACTS/*/msd-stages-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'(Do Not Modify) Case Stage': 'varchar', 'Case Number': 'varchar', 'Stage': 'varchar', 'Started On': 'varchar', 'Assigned On': 'varchar', 'Ended On': 'varchar', 'Team': 'varchar', 'Assigned To': 'varchar', 'Comments': 'varchar'})
) to 'LANDED/stages.parquet' (format parquet, compression zstd);

copy (
  select "Request Ref" as request_reference,
    case "Type" when 'FOI' then 'freedom of information' when 'DP' then 'data protection' when 'SAR' then 'subject access' end as request_type,
    try_strptime("Date Received", '%d/%m/%Y')::date as received_on, try_strptime("Date Due", '%d/%m/%Y')::date as due_on, try_strptime("Date Sent", '%d/%m/%Y')::date as sent_on, "Outcome" as outcome, filename
  from read_csv('EXTRACTS/*/information-requests-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'Request Ref': 'varchar', 'Type': 'varchar', 'Date Received': 'varchar', 'Date Due': 'varchar', 'Date Sent': 'varchar', 'Outcome': 'varchar', 'Requester': 'varchar', 'Requester Email': 'varchar', 'Subject': 'varchar'})
) to 'LANDED/information_requests.parquet' (format parquet, compression zstd);

copy (
  select "Mailbox" as mailbox, try_strptime("From", '%d/%m/%Y')::date as from_on, try_strptime("To", '%d/%m/%Y')::date as to_on, try_cast("Emails" as bigint) as emails, filename
  from read_csv('EXTRACTS/*/mailboxes-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'Mailbox': 'varchar', 'From': 'varchar', 'To': 'varchar', 'Emails': 'varchar'})
) to 'LANDED/emails.parquet' (format parquet, compression zstd);

copy (
  select form_id, try_strptime(submitted_at, '%Y-%m-%dT%H:%M:%SZ') as submitted_at, form, filename
  from read_json('EXTRACTS/*/webforms-*.jsonl', format = 'newline_delimited', ignore_errors = true, filename = true,
    columns = {'form_id': 'varchar', 'submitted_at': 'varchar', 'form': 'varchar'})
) to 'LANDED/web_forms.parquet' (format parquet, compression zstd);

------

create table raw.calls as
select 0 as load_id, call_reference, started_at, line, menu_option, wrap_up_code, handler, duration_seconds
from 'LANDED/calls.parquet'
where started_at is not null
qualify row_number() over (partition by call_reference order by filename desc) = 1;

create table raw.cases as
select 0 as load_id, case_reference, received_on, jurisdiction, body, team, caseworker, stage, closed_on, outcome, decided_by, decided_on
from 'LANDED/cases.parquet'
where received_on is not null
qualify row_number() over (partition by case_reference order by filename desc) = 1;

create table raw.stages as
select 0 as load_id, case_reference, stage, started_on, assigned_on, ended_on, team, assigned_to
from 'LANDED/stages.parquet'
where started_on is not null
qualify row_number() over (partition by case_reference, stage, started_on order by filename desc) = 1;

create table raw.information_requests as
select 0 as load_id, request_reference, request_type, received_on, due_on, sent_on, outcome
from 'LANDED/information_requests.parquet'
where received_on is not null
qualify row_number() over (partition by request_reference order by filename desc) = 1;

create table raw.emails as
select 0 as load_id, mailbox, from_on, to_on, emails
from 'LANDED/emails.parquet'
where to_on is not null
qualify row_number() over (partition by mailbox, from_on, to_on order by filename desc) = 1;

create table raw.web_forms as
select 0 as load_id, form_id, submitted_at, form
from 'LANDED/web_forms.parquet'
where submitted_at is not null
qualify row_number() over (partition by form_id order by filename desc) = 1;
