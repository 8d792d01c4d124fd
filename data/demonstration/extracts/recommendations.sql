-- The month's part of the recommendations log, as it stood when received.
-- Grain: one row per recommendation and month in which it was made or complied with.
with

logged as (
  select recommendations.*, deliveries.file, deliveries.received_on as extract_received_on
  from office.recommendations
  join office.deliveries
    on deliveries.name = 'recommendations'
    and deliveries.month in (month_of(recommendations.made_on), month_of(recommendations.complied_on))
)

select
  extract_received_on,
  file,
  '' as sheet,
  row_number() over (partition by file order by recommendation_reference) as place,
  [
    recommendation_reference,
    case_reference,
    body,
    kind,
    uk_date(made_on),
    uk_date(due_on),
    yes_or_no(is_accepted),
    uk_date(if(complied_on < extract_received_on, complied_on, null)),
    short_note(arrival, 'wording')
  ] as cells
from logged
