/*
title: Emails to the feedback mailboxes
definition: Emails received in the mailboxes for feedback about the office.
group: contact
unit: emails
direction: neutral
source: FOI-1
time: flow
extracts: [emails]
dimensions: [mailbox]
public: [total, mailbox]
caveats:
  - Until February 2015 the mailbox kept only 60 days of email, and from December 2014 it was diverted.
*/
-- Grain: one row per mailbox and span of days, dated by its last day.
select
  to_on as counted_on,
  emails as numerator,
  mailbox
from marts.emails
