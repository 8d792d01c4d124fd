/*
title: Emails to the feedback mailboxes
definition: Emails received in the mailboxes for feedback about the office. A count of several days that a period cuts is spread evenly over its days.
aliases: [inbox, messages]
group: contact
unit: emails
direction: neutral
time: flow
extracts: [emails]
dimensions: [mailbox]
is_spread: true
public: [total, mailbox]
caveats:
  - Until February 2015 the mailbox kept only 60 days of email, and from December 2014 it was diverted.
*/
-- Grain: one row per mailbox, span of days counted and day.
select
  received_on as counted_on,
  span_from_on,
  span_to_on,
  emails as numerator,
  mailbox
from marts.emails
