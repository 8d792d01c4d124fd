-- The sheet of milestones in the workbook of assurance registers.
-- Grain: one row per milestone.
select
  date '2022-04-04' as extract_received_on,
  'assurance-registers.xlsx' as file,
  'Milestones' as sheet,
  substr(milestone_reference, 4)::bigint * 10 as place,
  [
    milestone_reference,
    item_reference,
    milestone,
    typed_date(due_on, milestone_reference, 'due'),
    typed_date(reached_on, milestone_reference, 'reached')
  ] as cells
from office.register_milestones
