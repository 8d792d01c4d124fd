-- What pages name by its meaning: the office's own words for its registers and for what a review comes to.
-- Grain: one row per list and word.
--   list: the list of vocabulary.yaml it is of
--   word: the word of the office
--   meaning: what it means
--   place: which of its list it is, counted from 1
select
  'register' as list,
  word,
  meaning,
  place
from staging.register_words

union all

select
  'review_outcome',
  word,
  meaning,
  place
from staging.review_outcome_words

order by list, place
