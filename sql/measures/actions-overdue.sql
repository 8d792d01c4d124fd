/*
title: Assurance actions overdue
definition: Actions agreed at an assurance meeting that were past their date and not done at the end of the period.
aliases: [late actions, what was agreed]
group: registers
unit: actions
direction: decrease
time: stock
extracts: [register_actions, register_items]
dimensions: [owner, register]
reference: action_reference
public: [total]
caveats:
  - Actions agreed without a date can't be overdue, and are not counted.
*/
-- Grain: one row per action with a date, from the day after it was due until it is done.
select
  due_on + 1 as from_on,
  done_on as until_on,
  1 as numerator,
  owner,
  register,
  action_reference
from marts.register_actions
where due_on is not null
  and is_completion_known
