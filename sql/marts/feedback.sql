-- Feedback cases with their clocks: working days are those of the office's own calendar, weeks are calendar weeks.
-- Day 0 is the day of receipt or of allocation. A limit's last day is the last day in time.
-- Grain: one row per feedback case.
--   feedback_reference: the feedback case
--   case_reference: the case it is about; empty where it is about none
--   channel: how it came in
--   is_written: whether it must be acknowledged: all but what is said on the telephone
--   category: what kind of feedback it is
--   category_meaning: praise, service complaint, review request, after a review, comment or other
--   is_service_complaint: whether it complains about our service
--   is_review_request: whether it complains about a decision or our methodology, and so asks for a review
--   ground: what a service complaint is about
--   team: the team that has it
--   officer: the officer who has it, by staff number
--   received_on: the day it was received
--   acknowledged_on: the day it was acknowledged
--   acknowledgement_due_on: the last day to acknowledge it
--   allocated_on: the day it was given to an officer; empty while it waits
--   referred_on: the day it was referred to the casework team
--   closed_on: the day it was closed, for good so far as is known; empty while it is open
--   first_closed_on: the day it was first closed, where it has been opened again since; otherwise empty
--   waited_until_on: the day it was allocated, or closed if that came first; empty while it waits
--   closure: how it was closed: closed, passed on or withdrawn
--   closure_meaning: closed, passed on or withdrawn
--   is_completed: whether it was closed or passed on, not withdrawn
--   is_open: whether it was open when last extracted
--   is_closing_known: whether the day it was closed, or that it is open, is known: not where that day can't be read
--   is_wait_known: whether until when it waited is known
--   is_acknowledgement_known: whether the day it was acknowledged, or that it was not, is known
--   is_referral_known: whether the day it was referred, or that it was not, is known
--   is_sign_off_known: whether the day it was signed off, or that it was not, is known
--   working_days_to_close: working days from allocation to closing; one on a day off counts as on the working day after it
--   day_20_on: the last day of 20 working days from allocation
--   receipt_day_20_on: the last day of 20 working days from receipt
--   week_8_on: the last day of 8 weeks from allocation
--   outcome: what was found; empty while nothing is
--   outcome_meaning: found for, found in part, found against or nothing found
--   is_upheld: whether it was upheld or partly upheld; empty without an outcome
--   redress: what was done to put it right
--   signed_off_on: the day it was signed off; empty while not
--   risk_category: the category of risk assessed
--   high_risk_flag: why it is of high risk; empty where it is not
--   learning: whether learning was recorded or none found
--   is_risk_known: whether its risk category, or that it has none, is known
--   is_flag_known: whether it is of high risk, and why, is known
--   is_learning_known: whether its learning, or that none is stated, is known
with

feedback as (
  select
    *,
    allocated_on is not null or list_contains(blanked, 'allocated_on') as is_allocated,
    not list_contains(blanked, 'closed_on') as is_closing_known
  from staging.feedback
),

days as (
  select day, working_days, working_day_number
  from calendar.days
),

last_days as (
  select clock, starts_on, last_day
  from calendar.last_days
)

select
  feedback.feedback_reference,
  feedback.case_reference,
  coalesce(feedback.channel, 'not recorded') as channel,
  -- Whatever isn't said on the telephone is acknowledged.
  feedback.channel_meaning <> 'spoken' as is_written,
  coalesce(feedback.category, 'not recorded') as category,
  feedback.category_meaning,
  feedback.category_meaning = 'service complaint' as is_service_complaint,
  feedback.category_meaning = 'review request' as is_review_request,
  feedback.ground,
  coalesce(feedback.team, if(feedback.is_allocated, 'not recorded', 'not yet allocated')) as team,
  coalesce(feedback.officer, if(feedback.is_allocated, 'not recorded', 'not yet allocated')) as officer,
  feedback.received_on,
  feedback.acknowledged_on,
  acknowledgement.last_day as acknowledgement_due_on,
  feedback.allocated_on,
  feedback.referred_on,
  feedback.closed_on,
  feedback.first_closed_on,
  least(feedback.allocated_on, feedback.closed_on) as waited_until_on,
  feedback.closure,
  feedback.closure_meaning,
  feedback.closure_meaning in ('closed', 'passed on') as is_completed,
  feedback.closed_on is null and feedback.is_closing_known as is_open,
  feedback.is_closing_known,
  feedback.allocated_on is not null or (not feedback.is_allocated and feedback.is_closing_known) as is_wait_known,
  not list_contains(feedback.blanked, 'acknowledged_on') as is_acknowledgement_known,
  not list_contains(feedback.blanked, 'referred_on') as is_referral_known,
  not list_contains(feedback.blanked, 'signed_off_on') as is_sign_off_known,
  closed.working_day_number - allocated.working_days as working_days_to_close,
  day_20.last_day as day_20_on,
  day_20_of_receipt.last_day as receipt_day_20_on,
  week_8.last_day as week_8_on,
  feedback.outcome,
  feedback.outcome_meaning,
  feedback.outcome_meaning in ('found for', 'found in part') as is_upheld,
  feedback.redress,
  feedback.signed_off_on,
  feedback.risk_category,
  feedback.high_risk_flag,
  feedback.learning,
  not list_contains(feedback.blanked, 'risk_category') as is_risk_known,
  not list_contains(feedback.blanked, 'high_risk_flag') as is_flag_known,
  not list_contains(feedback.blanked, 'learning') as is_learning_known
from feedback
left join days as allocated on allocated.day = feedback.allocated_on
left join days as closed on closed.day = feedback.closed_on
left join last_days as acknowledgement
  on acknowledgement.clock = 'acknowledgement'
  and acknowledgement.starts_on = feedback.received_on
left join last_days as day_20
  on day_20.clock = 'day 20'
  and day_20.starts_on = feedback.allocated_on
left join last_days as day_20_of_receipt
  on day_20_of_receipt.clock = 'day 20 of receipt'
  and day_20_of_receipt.starts_on = feedback.received_on
left join last_days as week_8
  on week_8.clock = 'week 8'
  and week_8.starts_on = feedback.allocated_on
order by feedback.feedback_reference
