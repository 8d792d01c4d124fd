-- The monthly export of case stages from Dynamics.
-- Grain: one row per case and stage begun, assigned or ended in the month.
with

touched as (
  select distinct
    case_number,
    stage_number,
    month_of(unnest([started_on, assigned_on, ended_on])) as month
  from office.stages
  where ended_on >= '2018-04-01'
)

select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  stages.case_number * 10 + stages.stage_number as place,
  [
    record_id(stages.case_number * 10 + stages.stage_number, 'stage'),
    stages.case_reference,
    stage_label(stages.stage_number),
    stages.started_on::varchar,
    if(stages.assigned_on <= deliveries.last_day, stages.assigned_on, null)::varchar,
    if(stages.ended_on <= deliveries.last_day, stages.ended_on, null)::varchar,
    if(stages.assigned_on <= deliveries.last_day, stages.team, null),
    if(stages.assigned_on <= deliveries.last_day, stages.assigned_to, null),
    if(
      draw(stages.case_number, 'note ' || stages.stage_number) < 0.3,
      prose(
        short_note(stages.case_number, 'note ' || stages.stage_number),
        stages.case_number,
        'note ' || stages.stage_number
      ),
      null
    )
  ] as cells
from touched
join office.deliveries on deliveries.name = 'msd-stages' and deliveries.month = touched.month
join office.stages on stages.case_number = touched.case_number and stages.stage_number = touched.stage_number
