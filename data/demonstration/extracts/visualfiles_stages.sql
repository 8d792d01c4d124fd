-- The yearly export of history items from VisualFiles.
-- Grain: one row per case and stage open in the year.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  stages.case_number * 10 + stages.stage_number as place,
  [
    stages.case_reference,
    ['ENQUIRY', 'INTAKE', 'ASSESSMENT', 'INVESTIGATION'][stages.stage_number],
    uk_date(stages.started_on),
    uk_date(if(stages.assigned_on <= deliveries.last_day, stages.assigned_on, null)),
    uk_date(if(stages.ended_on <= deliveries.last_day, stages.ended_on, null)),
    if(stages.assigned_on <= deliveries.last_day, stages.team, null),
    if(stages.assigned_on <= deliveries.last_day, stages.assigned_to, null),
    if(
      draw(stages.case_number, 'note ' || stages.stage_number) < 0.5,
      prose(
        short_note(stages.case_number, 'note ' || stages.stage_number),
        stages.case_number,
        'note ' || stages.stage_number
      ),
      null
    )
  ] as cells
from office.stages
join office.deliveries
  on deliveries.name = 'visualfiles-stages'
  and stages.started_on <= deliveries.last_day
  and stages.ended_on >= deliveries.first_day
