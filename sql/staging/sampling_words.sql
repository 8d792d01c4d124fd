-- The samplings as the office calls them, each with what it is of.
-- Grain: one row per word.
select
  word,
  meaning,
  place
from raw.sampling_words
