-- Information requests with the last day to answer each, no day off of the calendar of that clock counted. Day 0
-- is the day of receipt. Where the requester was asked by then what they want, day 0 is the day of their reply (s1(3)), and
-- while they haven't replied there is no limit; a later date that they were told of stands (s10(3)). Where the log has a
-- request due later and says neither, its own date stands, within the limit of clocks.yaml.
-- Grain: one row per request.
--   request_reference: the request
--   request_type: freedom of information, environmental information, data protection or subject access
--   channel: how it came in
--   is_foi: whether it is a freedom of information request
--   received_on: the day it was received
--   due_on: the last day to answer it; empty while it waits for a reply
--   due_by: what that day is reckoned from: receipt, clarification, extension or the log
--   is_waiting: whether it waits for the requester to say what they want
--   recorded_due_on: the day the log has for it
--   sent_on: the day the answer was sent; empty while not
--   outcome: what was found; empty while nothing is
--   section: the section of the Act that was relied on; empty where none was
--   is_withdrawn: whether it was withdrawn
--   clarification_asked_on: the day the requester was asked what they want; empty where they weren't
--   is_clarified: whether they replied
--   extended_to: the later date that the requester was told of; empty where there is none
--   working_days_to_answer: working days of the clock's calendar from receipt to the answer; one on a day off counts as on the working day after it
--   working_days_band: the band of data/age-bands.csv that these are in; empty while it isn't answered
--   is_clock_known: whether the days that its clock stops or ends on are known: not where one of them can't be read
--   is_outcome_known: whether its outcome, or that it has none, is known
with

requests as (
  select * from staging.information_requests
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
),

days as (
  select days.day, days.working_days, days.working_day_number
  from calendar.calendar_days as days
  join calendar.clocks as clocks
    on clocks.clock = 'information request'
    and clocks.calendar = days.calendar
),

bands as (
  select age, from_days, until_days
  from calendar.age_bands
  where banded = 'information requests'
),

timed as (
  select
    requests.*,
    sent.working_day_number - receipt.working_days as working_days_to_answer,
    received.last_day as received_due_on,
    clarified.last_day as clarified_due_on,
    put_off.last_day as latest_due_on,
    -- Asked when the limit has passed, it moves nothing.
    coalesce(requests.clarification_asked_on <= received.last_day, requests.clarified_on is not null) as is_asked
  from requests
  left join last_days as received
    on received.clock = 'information request'
    and received.starts_on = requests.received_on
  left join last_days as clarified
    on clarified.clock = 'information request'
    and clarified.starts_on = requests.clarified_on
  left join last_days as put_off
    on put_off.clock = 'information request put off'
    and put_off.starts_on = requests.received_on
  left join days as receipt on receipt.day = requests.received_on
  left join days as sent on sent.day = requests.sent_on
),

reckoned as (
  select
    *,
    is_asked and clarified_on is null and sent_on is null as is_waiting,
    if(is_asked, greatest(received_due_on, clarified_due_on), received_due_on) as own_due_on
  from timed
),

judged as (
  select
    *,
    case
      when extended_to > own_due_on then 'extension'
      when own_due_on > received_due_on then 'clarification'
      when extended_to is null and not is_asked and recorded_due_on > own_due_on and recorded_due_on <= latest_due_on
        then 'the log'
      else 'receipt'
    end as due_by
  from reckoned
)

select
  request_reference,
  request_type,
  channel,
  request_type_meaning = 'freedom of information' as is_foi,
  received_on,
  case
    when is_waiting then null
    when due_by = 'extension' then extended_to
    when due_by = 'the log' then recorded_due_on
    else own_due_on
  end as due_on,
  due_by,
  is_waiting,
  recorded_due_on,
  sent_on,
  outcome,
  section,
  outcome_meaning is not distinct from 'withdrawn' as is_withdrawn,
  clarification_asked_on,
  clarified_on is not null as is_clarified,
  extended_to,
  working_days_to_answer,
  bands.age as working_days_band,
  not list_has_any(blanked, ['sent_on', 'clarification_asked_on', 'clarified_on', 'extended_to']) as is_clock_known,
  not list_contains(blanked, 'outcome') as is_outcome_known
from judged
left join bands
  on bands.from_days <= judged.working_days_to_answer
  and coalesce(bands.until_days, 100000) > judged.working_days_to_answer
order by request_reference
