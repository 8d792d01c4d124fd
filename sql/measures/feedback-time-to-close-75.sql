/*
title: Time to close three quarters of feedback
definition: Of feedback cases allocated in the period, the working days after allocation by which three quarters are estimated to have been closed or passed on. Open cases are counted for as long as they have been open.
aliases: [waiting time, turnaround]
group: timeliness
unit: working days
direction: decrease
time: flow
statistic: { kind: kaplan-meier, quantile: 0.75 }
extracts: [feedback]
dimensions: [team, category, channel, officer]
reference: feedback_reference
public: [total]
beside: [feedback-time-to-close]
caveats:
  - Cases still open count for as long as they have been watched, so the time isn't only that of the quick ones (Kaplan–Meier).
  - Cases withdrawn count as watched until they were withdrawn. Cases passed on count as closed.
  - The figure of a period changes while cases allocated in it are still open.
  - The counts beside the figure are the cases closed or passed on so far, of those allocated.
  - A case opened again counts by its last closing, and as open until then.
*/
-- Grain: one row per feedback case allocated.
select
  allocated_on as counted_on,
  days,
  is_event,
  team,
  category,
  channel,
  officer,
  feedback_reference
from marts.feedback_durations
