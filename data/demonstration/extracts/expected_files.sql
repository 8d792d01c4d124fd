-- Files that come even when nothing happened in their period, as at small scales: they hold a header alone.
-- Grain: one row per file and sheet.
create table expected_files as
with

case_systems as (
  select * from (values
    ('cases', 'csv', ''),
    ('stages', 'csv', ''),
    ('feedback', 'xlsx', 'Feedback'),
    ('reviews', 'xlsx', 'Reviews')
  ) case_systems (name, msd_format, msd_sheet)
)

select
  periods.system || '_' || case_systems.name as source,
  periods.extract_received_on,
  periods.system || '-' || case_systems.name || '-' || periods.period
    || if(periods.system = 'msd', '.' || case_systems.msd_format, '.csv') as file,
  if(periods.system = 'msd', case_systems.msd_sheet, '') as sheet
from office.periods
cross join case_systems
union all
select 'webforms', make_date(year + 1, 4, 1), 'webforms-' || year_label(year) || '.jsonl', ''
from range(2014, 2022) years (year);
