-- The sheet of actions in the workbook of assurance registers.
-- Grain: one row per action.
select
  date '2022-04-04' as extract_received_on,
  'assurance-registers.xlsx' as file,
  'Actions' as sheet,
  substr(action_reference, 4)::bigint * 10 as place,
  [
    action_reference,
    item_reference,
    typed_date(agreed_on, action_reference, 'agreed'),
    action,
    owner,
    typed_date(due_on, action_reference, 'due'),
    typed_date(done_on, action_reference, 'done'),
    measure
  ] as cells
from office.register_actions
