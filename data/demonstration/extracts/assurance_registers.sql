-- The six sheets of the assurance registers, as they stood when received.
-- One date in twelve is typed as text, in whatever form came to hand; a row is left blank now and then.
-- Grain: one row per item or blank row and workbook.
with

dated as (
  select
    deliveries.received_on as extract_received_on,
    deliveries.file,
    deliveries.last_day,
    items.*,
    updates.updated_on
  from office.register_items items
  join office.deliveries
    on deliveries.name = 'assurance-registers' and items.received_on <= deliveries.last_day
  join office.register_updates updates
    on updates.item_reference = items.item_reference and updates.seen_on = deliveries.last_day
),

rows as (
  select
    extract_received_on,
    file,
    register,
    register_number * 1000000
      + row_number() over (partition by extract_received_on, register order by item_reference) * 10 as place,
    arrival,
    [
      item_reference,
      typed_date(received_on, arrival, 'received'),
      person_name(arrival + 17),
      sender_type,
      channel,
      content,
      criterion,
      case_reference,
      yes_or_no(is_routine_referral),
      typed_date(if(decision_sought_on <= last_day, decision_sought_on, null), arrival, 'sought'),
      typed_date(if(decision_made_on <= last_day, decision_made_on, null), arrival, 'made'),
      if(decision_made_on <= last_day, decision_by, null),
      if(decision_made_on <= last_day, agreed_handling, null),
      typed_date(if(answered_on <= last_day, answered_on, null), arrival, 'answered'),
      typed_date(if(closed_on <= last_day, closed_on, null), arrival, 'closed'),
      typed_date(updated_on, arrival, 'updated'),
      owner,
      prose(narrative(arrival + 17, 'summary'), arrival + 17, 'summary')
    ] as cells
  from dated
)

select
  extract_received_on,
  file,
  register as sheet,
  place,
  cells
from rows
union all
select extract_received_on, file, register, place + 5, []
from rows
where draw(arrival, 'blank row') < 0.03
