-- The stages of casework as the office calls them, each with what it means, in the order that cases go through them.
-- Grain: one row per word.
select
  word,
  meaning,
  place
from raw.stage_words
