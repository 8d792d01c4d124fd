-- Emails to the mailboxes. The complaints mailbox kept 60 days, so its 475 emails are one count; it was diverted in
-- December 2014, and from 12 February 2015 each mailbox is counted by the day.
-- Grain: one row per mailbox and period counted.
create table office.emails as
with

mailboxes as (
  select * from (values
    (1, 'Customer Care', 9.5),
    (2, 'Ombudsman''s office', 4.0)
  ) mailboxes (mailbox_number, mailbox, daily)
),

days as (
  select day, is_working, month_of(day) as month
  from office.calendar_days
  where day between '2015-02-12' and '2022-03-31'
)

select 0 as mailbox_number, 'Complaints about us' as mailbox, date '2014-12-14' as first_day, date '2015-02-11' as last_day, 475 as emails
union all
select
  mailboxes.mailbox_number,
  mailboxes.mailbox,
  days.day,
  days.day,
  settle(
    getvariable('scale') * mailboxes.daily * if(days.is_working, 1.3, 0.25)
    * (0.7 + 0.6 * draw(days.day, mailboxes.mailbox))
    * (1 + months.month_number * 0.004) * if(month(days.day) = 12, 0.75, 1),
    days.day, 'emails to ' || mailboxes.mailbox
  )
from days
cross join mailboxes
join office.months on months.month = days.month;
