/*
title: Investigations upheld or partly upheld
definition: Of detailed investigations decided in the period as upheld, partly upheld or not upheld, the share upheld or partly upheld.
aliases: [upheld, uphold rate, found for the complainant]
group: casework
unit: percent
direction: neutral
time: flow
has_interval: true
meanings: { stage: [investigation], case_outcome: [found for, found in part, found against] }
extracts: [stages, cases]
dimensions: [jurisdiction, team, body, kind_of_body]
dimension_extracts: { kind_of_body: [bodies] }
reference: case_reference
public: [total, jurisdiction, body, kind_of_body]
beside: [investigations-completed, cases-decided]
caveats:
  - Detailed investigations alone are counted, by when they ended. “Cases decided”, by outcome, counts decisions at every stage, so more are upheld there.
  - Investigations resolved or withdrawn were not decided, and are not counted.
  - Of a case investigated more than once the last investigation counts.
  - A rate of few cases may differ from another by chance, and its interval says how far.
*/
-- Grain: one row per detailed investigation decided.
select
  ended_on as counted_on,
  is_upheld::integer as numerator,
  1 as denominator,
  jurisdiction,
  team,
  body,
  kind_of_body,
  case_reference
from marts.investigations
where ended_on is not null
  and is_decided
