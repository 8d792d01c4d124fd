/*
title: Recommendations made
definition: Recommendations made to bodies in the period, by what is to be done and whether they were accepted.
aliases: [remedies, orders]
group: casework
unit: recommendations
direction: neutral
time: flow
extracts: [recommendations]
dimensions: [kind, acceptance, jurisdiction, body]
dimension_extracts: { jurisdiction: [cases] }
reference: recommendation_reference
public: [total, kind]
beside: [recommendations-complied, recommendations-overdue]
*/
-- Grain: one row per recommendation.
select
  made_on as counted_on,
  1 as numerator,
  kind,
  acceptance,
  jurisdiction,
  body,
  recommendation_reference
from marts.recommendations
