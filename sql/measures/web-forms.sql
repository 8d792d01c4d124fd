/*
title: Online feedback forms
definition: Uses of the online form for feedback about the office.
aliases: [online forms, website]
group: contact
unit: forms
direction: neutral
time: flow
extracts: [web_forms]
dimensions: [form]
public: [total]
*/
-- Grain: one row per form sent.
select
  submitted_on as counted_on,
  1 as numerator,
  form
from marts.web_forms
