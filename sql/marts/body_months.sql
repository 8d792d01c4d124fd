-- How large each body was in each month of a year that its size is told of, a twelfth of it to a month: so that the cases
-- of any period can be divided by it and come to so many a year.
-- Grain: one row per body and month.
--   body: the body complained about
--   month_on: the first day of the month
--   kind: the kind of body
--   size_of: what its size is told in, such as patients
--   thousands: a twelfth of its size, in thousands
with

bodies as (
  select body, year_from, kind_of_body as kind, size, size_of
  from staging.bodies
  where size is not null
),

months as (
  select
    bodies.*,
    unnest(range(date_trunc('month', year_from), date_trunc('month', year_from) + interval 12 month, interval 1 month))::date
      as month_on
  from bodies
)

select
  body,
  month_on,
  kind,
  size_of,
  size / 12000 as thousands
from months
qualify row_number() over (partition by body, month_on order by year_from desc) = 1
order by body, month_on
