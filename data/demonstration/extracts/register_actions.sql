-- The sheet of actions in the workbook of assurance registers, as it stood when received.
-- Grain: one row per action and workbook.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  'Actions' as sheet,
  substr(action_reference, 4)::bigint * 10 as place,
  [
    action_reference,
    item_reference,
    typed_date(agreed_on, action_reference, 'agreed'),
    action,
    owner,
    typed_date(due_on, action_reference, 'due'),
    typed_date(if(done_on <= deliveries.last_day, done_on, null), action_reference, 'done'),
    measure
  ] as cells
from office.register_actions as actions
join office.deliveries
  on deliveries.name = 'assurance-registers' and actions.agreed_on <= deliveries.last_day
