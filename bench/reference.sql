-- The reference: what a practised hand would write straight against the CSV and JSON extracts, with no contracts,
-- no quarantine, no landing and no row accounted for. Bad rows are skipped in silence.
-- 'EXTRACTS' stands for the folder, 'DECODED' for one of the VisualFiles extracts turned into UTF-8 first.
create table calls as
select
  strptime(CALL_START, '%d/%m/%Y %H:%M:%S')::date as started_on, DDI as line, null::integer as menu_option, null as wrap_up_code
from read_csv('EXTRACTS/*/callmanager-*.csv', header = true, delim = ',', quote = '"', escape = '"',
  auto_detect = false, ignore_errors = true, timestampformat = '%d/%m/%Y %H:%M:%S',
  columns = {'CALL_ID': 'varchar', 'CALL_START': 'varchar', 'DDI': 'varchar', 'EXTENSION': 'varchar', 'DURATION_SECS': 'varchar'})
where try_strptime(CALL_START, '%d/%m/%Y %H:%M:%S') is not null
union all
select
  (try_strptime(started_at, '%Y-%m-%dT%H:%M:%SZ') at time zone 'UTC' at time zone 'Europe/London')::date,
  line, try_cast(menu_option as integer), wrap_up_code
from read_csv('EXTRACTS/*/telephony-*.csv', header = true, delim = ',', quote = '"', escape = '"',
  auto_detect = false, ignore_errors = true,
  columns = {'call_id': 'varchar', 'started_at': 'varchar', 'line': 'varchar', 'menu_option': 'varchar',
    'wrap_up_code': 'varchar', 'handler': 'varchar', 'duration_seconds': 'varchar', 'caller_number': 'varchar',
    'wrap_up_note': 'varchar'})
where try_strptime(started_at, '%Y-%m-%dT%H:%M:%SZ') is not null;

create table cases as
with rows as (
  select CASE_REF as case_reference, try_strptime(DATE_RECEIVED, '%d/%m/%Y')::date as received_on,
    try_strptime(DATE_CLOSED, '%d/%m/%Y')::date as closed_on, lower(JURISDICTION) as jurisdiction, OUTCOME as outcome,
    DECIDED_BY as decided_by, try_strptime(DATE_DECIDED, '%d/%m/%Y')::date as decided_on, filename
  from read_csv('DECODED/visualfiles-cases-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'CASE_REF': 'varchar', 'DATE_RECEIVED': 'varchar', 'JURISDICTION': 'varchar', 'COMPLAINANT': 'varchar',
      'ADDRESS': 'varchar', 'POSTCODE': 'varchar', 'TELEPHONE': 'varchar', 'EMAIL': 'varchar', 'DATE_OF_BIRTH': 'varchar',
      'NHS_NUMBER': 'varchar', 'NI_NUMBER': 'varchar', 'BODY': 'varchar', 'TEAM': 'varchar', 'CASEWORKER': 'varchar',
      'STAGE': 'varchar', 'DATE_CLOSED': 'varchar', 'OUTCOME': 'varchar', 'DECIDED_BY': 'varchar',
      'DATE_DECIDED': 'varchar', 'SUMMARY': 'varchar'})
  union all
  select "Case Number", try_cast("Received On" as date), try_cast("Closed On" as date), "Jurisdiction", "Outcome",
    "Decided By", try_cast("Decided On" as date), filename
  from read_csv('EXTRACTS/*/msd-cases-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'(Do Not Modify) Case': 'varchar', '(Do Not Modify) Row Checksum': 'varchar',
      '(Do Not Modify) Modified On': 'varchar', 'Case Number': 'varchar', 'Received On': 'varchar',
      'Jurisdiction': 'varchar', 'Customer': 'varchar', 'Address': 'varchar', 'Postcode': 'varchar',
      'Telephone': 'varchar', 'Email': 'varchar', 'Date of Birth': 'varchar', 'NHS Number': 'varchar',
      'NI Number': 'varchar', 'Organisation': 'varchar', 'Owning Team': 'varchar', 'Owner': 'varchar',
      'Case Stage': 'varchar', 'Closed On': 'varchar', 'Outcome': 'varchar', 'Decided By': 'varchar',
      'Decided On': 'varchar', 'Description': 'varchar'})
)
select * exclude (filename) from rows
where received_on is not null
qualify row_number() over (partition by case_reference order by filename desc) = 1;

create table stages as
with rows as (
  select CASE_REF as case_reference, HISTORY_ITEM as stage, try_strptime(DATE_STARTED, '%d/%m/%Y')::date as started_on,
    try_strptime(DATE_ASSIGNED, '%d/%m/%Y')::date as assigned_on, try_strptime(DATE_ENDED, '%d/%m/%Y')::date as ended_on,
    filename
  from read_csv('DECODED/visualfiles-stages-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'CASE_REF': 'varchar', 'HISTORY_ITEM': 'varchar', 'DATE_STARTED': 'varchar', 'DATE_ASSIGNED': 'varchar',
      'DATE_ENDED': 'varchar', 'TEAM': 'varchar', 'ASSIGNED_TO': 'varchar', 'NOTE': 'varchar'})
  union all
  select "Case Number", "Stage", try_cast("Started On" as date), try_cast("Assigned On" as date),
    try_cast("Ended On" as date), filename
  from read_csv('EXTRACTS/*/msd-stages-*.csv', header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, ignore_errors = true, filename = true,
    columns = {'(Do Not Modify) Case Stage': 'varchar', 'Case Number': 'varchar', 'Stage': 'varchar',
      'Started On': 'varchar', 'Assigned On': 'varchar', 'Ended On': 'varchar', 'Team': 'varchar',
      'Assigned To': 'varchar', 'Comments': 'varchar'})
)
select * exclude (filename) from rows
where started_on is not null
qualify row_number() over (partition by case_reference, stage, started_on order by filename desc) = 1;

create table requests as
select "Request Ref" as request_reference, "Type" as request_type, try_strptime("Date Received", '%d/%m/%Y')::date as received_on,
  try_strptime("Date Sent", '%d/%m/%Y')::date as sent_on, filename
from read_csv('EXTRACTS/*/information-requests-*.csv', header = true, delim = ',', quote = '"', escape = '"',
  auto_detect = false, ignore_errors = true, filename = true,
  columns = {'Request Ref': 'varchar', 'Type': 'varchar', 'Date Received': 'varchar', 'Date Due': 'varchar',
    'Date Sent': 'varchar', 'Outcome': 'varchar', 'Requester': 'varchar', 'Requester Email': 'varchar', 'Subject': 'varchar'})
qualify row_number() over (partition by request_reference order by filename desc) = 1;

create table emails as
select "Mailbox" as mailbox, try_strptime("To", '%d/%m/%Y')::date as to_on, try_cast("Emails" as integer) as emails
from read_csv('EXTRACTS/*/mailboxes-*.csv', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
  ignore_errors = true, columns = {'Mailbox': 'varchar', 'From': 'varchar', 'To': 'varchar', 'Emails': 'varchar'});

create table web_forms as
select form_id, try_strptime(submitted_at, '%Y-%m-%dT%H:%M:%SZ')::date as submitted_on
from read_json('EXTRACTS/*/webforms-*.jsonl', format = 'newline_delimited', ignore_errors = true,
  columns = {'form_id': 'varchar', 'submitted_at': 'varchar'});

create table answers as
select 'calls' as measure, date_trunc('month', started_on) as month, count(*) as numerator, null as denominator
from calls group by all
union all
select 'calls-feedback-option', date_trunc('month', started_on), count(*), null
from calls where line = '0345 015 4033' and menu_option = 3 group by all
union all
select 'calls-positive', date_trunc('month', started_on), count(*), null
from calls where wrap_up_code = 'positive feedback' group by all
union all
select 'emails', date_trunc('month', to_on), sum(emails), null from emails group by all
union all
select 'web-forms', date_trunc('month', submitted_on), count(*), null from web_forms group by all
union all
select 'investigation-closed-7-weeks', date_trunc('month', ended_on), count(*) filter (where ended_on - assigned_on <= 49), count(*)
from stages where stage in ('INVESTIGATION', '4 - Detailed investigation') and assigned_on is not null group by all
union all
select 'foi-answered', date_trunc('month', received_on), count(*) filter (where sent_on - received_on <= 28), count(*)
from requests where request_type = 'FOI' group by all
union all
select 'cases', date_trunc('month', received_on), count(*), null from cases group by all;
