-- The sheet of milestones in the workbook of assurance registers, as it stood when received.
-- Grain: one row per milestone of an item that was there, and workbook.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  'Milestones' as sheet,
  substr(milestone_reference, 4)::bigint * 10 as place,
  [
    milestone_reference,
    milestones.item_reference,
    milestones.milestone,
    typed_date(milestones.due_on, milestone_reference, 'due'),
    typed_date(if(reached_on <= deliveries.last_day, reached_on, null), milestone_reference, 'reached')
  ] as cells
from office.register_milestones as milestones
join office.register_items as items on items.item_reference = milestones.item_reference
join office.deliveries
  on deliveries.name = 'assurance-registers' and items.received_on <= deliveries.last_day
