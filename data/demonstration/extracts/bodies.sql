-- The bodies of a financial year with their sizes.
-- Grain: one row per body.
select
  deliveries.received_on as extract_received_on,
  deliveries.file,
  '' as sheet,
  row_number() over (partition by deliveries.file order by bodies.body) as place,
  [
    bodies.body,
    uk_date(bodies.year_from),
    bodies.kind,
    bodies.size::varchar,
    bodies.size_of
  ] as cells
from office.bodies
join office.deliveries
  on deliveries.name = 'bodies'
  and bodies.year_from = deliveries.first_day
