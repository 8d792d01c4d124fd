-- The yearly workbook of quality samples, as it stood when received.
-- Grain: one row per case sampled and reader.
with

years as (
  select *, make_date(financial_year(due_on) + 1, 4, 6) as extract_received_on
  from office.samples
),

seen as (
  select *, sampled_on is not null and sampled_on < extract_received_on as is_read
  from years
)

select
  extract_received_on,
  'quality-sampling-' || year_label(financial_year(due_on)) || '.xlsx' as file,
  'Samples' as sheet,
  sample_number as place,
  [
    sample_reference,
    case_reference,
    sampling,
    team,
    reader,
    due_on::varchar,
    if(is_read, sampled_on, null)::varchar,
    if(is_read, yes_or_no(is_outcome_met), null),
    if(is_read, yes_or_no(is_method_met), null),
    if(is_read, yes_or_no(has_left_office), null),
    if(is_read and draw(arrival, 'comment') < 0.4, prose(short_note(arrival, 'comment'), arrival, 'comment'), null)
  ] as cells
from seen
