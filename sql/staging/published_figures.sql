-- Figures that the office has published.
-- Grain: one row per figure, period and publication.
select
  figure,
  period,
  value,
  unit,
  published_in,
  published_on,
  definition,
  measure,
  part,
  rows_of,
  difference,
  blanked
from raw.published_figures
