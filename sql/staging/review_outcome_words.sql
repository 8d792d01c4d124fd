-- The outcomes of a review as the office calls them, each with what it means.
-- Grain: one row per word.
select
  word,
  meaning,
  place
from raw.review_outcome_words
