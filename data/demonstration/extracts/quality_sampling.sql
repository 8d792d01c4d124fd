-- The month's workbook of quality samples, as it stood when received: what was due in the month, and what has been read
-- since the workbook before.
-- Grain: one row per case sampled, reader and workbook.
with

listed as (
  select
    samples.*,
    deliveries.file,
    deliveries.received_on as extract_received_on,
    samples.sampled_on is not null and samples.sampled_on < deliveries.received_on as is_read
  from office.samples
  join office.deliveries
    on deliveries.name = 'quality-sampling'
    and (
      deliveries.month = month_of(samples.due_on)
      or samples.sampled_on >= deliveries.previous_on and samples.sampled_on < deliveries.received_on
    )
)

select
  extract_received_on,
  file,
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
from listed
