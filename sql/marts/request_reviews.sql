-- Internal reviews of how requests for information were answered, with the last day to answer each: 20 working days from the
-- day it was asked for, or the later date that the requester was told of, at most 40. Asked for more than 40 working days after
-- the answer, it need not be taken up, and has no limit. No day off of its calendar is counted.
-- Grain: one row per request of which a review was asked for.
--   request_reference: the request
--   request_type: freedom of information, environmental information, data protection or subject access
--   is_foi: whether it is a freedom of information request
--   asked_on: the day the review was asked for
--   is_asked_in_time: whether that was within 40 working days of the answer, or before there was one
--   due_on: the last day to answer it; empty where it has no limit
--   answered_on: the day it was answered; empty while it is not
--   is_clock_known: whether the days its clock ends on are known: not where one of them can't be read
with

requests as (
  select *
  from staging.information_requests
  where review_asked_on is not null
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
),

timed as (
  select
    requests.*,
    asked.last_day as usual_due_on,
    latest.last_day as latest_due_on,
    coalesce(requests.review_asked_on <= answered.last_day, true) as is_asked_in_time
  from requests
  left join last_days as asked
    on asked.clock = 'internal review'
    and asked.starts_on = requests.review_asked_on
  left join last_days as latest
    on latest.clock = 'internal review at most'
    and latest.starts_on = requests.review_asked_on
  left join last_days as answered
    on answered.clock = 'internal review asked for'
    and answered.starts_on = requests.sent_on
)

select
  request_reference,
  request_type,
  request_type_meaning = 'freedom of information' as is_foi,
  review_asked_on as asked_on,
  is_asked_in_time,
  case
    when not is_asked_in_time then null
    when review_extended_to > usual_due_on then least(review_extended_to, latest_due_on)
    else usual_due_on
  end as due_on,
  review_answered_on as answered_on,
  not list_has_any(blanked, ['sent_on', 'review_extended_to', 'review_answered_on']) as is_clock_known
from timed
order by request_reference
