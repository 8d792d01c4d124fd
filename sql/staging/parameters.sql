-- Which line, option or directorate of the office a measure is of, as measures.yaml says.
-- Grain: one row per parameter and value.
select
  parameter,
  value
from raw.parameters
