/*
title: Calls
definition: Telephone calls to the office's lines, by line, menu option and wrap-up code. The option is the caller's choice; the wrap-up code is picked by the person who answered.
aliases: [phone calls, telephone, helpline]
group: contact
unit: calls
direction: neutral
time: flow
extracts: [calls]
dimensions: [line, menu_option, wrap_up_code]
public: [total, line]
caveats:
  - The telephone system changed at the end of November 2014; the old system's options and categories were lost with it.
*/
-- Grain: one row per day, line, menu option and wrap-up code.
select
  started_on as counted_on,
  calls as numerator,
  line,
  menu_option,
  wrap_up_code
from marts.calls
