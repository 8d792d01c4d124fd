-- The six sheets of the assurance registers.
-- One date in twelve is typed as text, in whatever form came to hand; a row is left blank now and then.
-- Grain: one row per item or blank row.
with

dated as (
  select
    items.*,
    updates.updated_on
  from office.register_items items
  join office.register_updates updates on updates.item_reference = items.item_reference
),

rows as (
  select
    register,
    register_number * 1000000 + (row_number() over (partition by register order by item_reference)) * 10 as place,
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
      typed_date(decision_sought_on, arrival, 'sought'),
      typed_date(decision_made_on, arrival, 'made'),
      decision_by,
      agreed_handling,
      typed_date(answered_on, arrival, 'answered'),
      typed_date(closed_on, arrival, 'closed'),
      typed_date(updated_on, arrival, 'updated'),
      owner,
      prose(narrative(arrival + 17, 'summary'), arrival + 17, 'summary')
    ] as cells
  from dated
)

select
  date '2022-04-04' as extract_received_on,
  'assurance-registers.xlsx' as file,
  register as sheet,
  place,
  cells
from rows
union all
select date '2022-04-04', 'assurance-registers.xlsx', register, place + 5, []
from rows
where draw(arrival, 'blank row') < 0.03
