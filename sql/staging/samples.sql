-- Quality samples, completed or still owed.
-- Grain: one row per sampled case and reader.
select
  samples.sample_id,
  samples.case_reference,
  samples.sampling,
  sampling_words.meaning as sampling_meaning,
  samples.team,
  samples.reader,
  samples.due_on,
  samples.sampled_on,
  samples.is_outcome_met,
  samples.is_method_met,
  samples.has_left_office,
  samples.blanked
from raw.samples as samples
left join raw.sampling_words as sampling_words on sampling_words.word = samples.sampling
