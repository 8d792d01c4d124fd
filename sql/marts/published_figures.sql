-- Figures that the office has published, to be set beside what is counted now. Of which measure a figure is, which period and which
-- rows, is as its list says: it is asked for as anybody would ask for it.
-- Grain: one row per figure, period and publication.
--   figure: what was published, in its words
--   period: of which period
--   value: the figure; empty where the office said that it isn't held
--   is_value_known: whether it is empty for that reason, and not because what stands there can't be read
--   unit: what it is in
--   published_in: where it was published
--   published_on: the day it was published, where it is known
--   definition: what it counts, as it was published
--   measure: the measure that counts it now, where one does
--   part: numerator or denominator, where it isn't the measure's value
--   rows_of: the rows it is of, dimension=value
--   difference: why the figure counted now is another, where that is known
select
  figure,
  period,
  value,
  not list_contains(blanked, 'value') as is_value_known,
  unit,
  published_in,
  published_on,
  definition,
  measure,
  part,
  rows_of,
  difference
from staging.published_figures
