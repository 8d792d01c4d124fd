-- The research company's table of a financial year.
-- Grain: one row per quarter, audience and commitment.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  row_number() over (partition by deliveries.file order by survey.quarter, survey.audience, survey.commitment) as place,
  [
    uk_date(survey.quarter),
    uk_date(last_day((survey.quarter + interval 2 month)::date)),
    survey.audience,
    survey.commitment,
    survey.asked::varchar,
    survey.answered::varchar,
    survey.positive::varchar
  ] as cells
from office.survey
join office.deliveries
  on deliveries.name = 'survey'
  and survey.quarter between deliveries.first_day and deliveries.last_day
