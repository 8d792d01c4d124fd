-- The clocks of clocks.yaml as they run for each record, and the dates due that records of some kinds have of their own. The
-- rows behind a figure have their days used and over from here, and pages the words of what they are from.
-- Grain: one row per clock and record that it runs for; of a case investigated more than once, one per investigation.
--   clock: the limit, as clocks.yaml names it; empty where each record has a date due of its own
--   known_by: the column by which the rows of a measure are known that are such records, such as feedback_reference
--   reference: the record it runs for
--   event: what its days are from, in words
--   starts_on: the day of that, day 0; empty while it is to come
--   due_on: the last day in time; empty where there is no limit
--   due_column: where that day stands: marts.feedback.day_20_on
--   late_from_on: the first day on which it is late
--   done_on: the day it ended; empty while it runs
--   is_one_of_several: whether a record may have several of this clock: a flow then counts the one that ended on the day it counts, a stock the one that was late from the first day it counts
with

runs as (
  select
    'day 20' as clock,
    'feedback_reference' as known_by,
    feedback_reference as reference,
    'allocation' as event,
    allocated_on as starts_on,
    day_20_on as due_on,
    'marts.feedback.day_20_on' as due_column,
    closed_on as done_on,
    false as is_one_of_several
  from marts.feedback

  union all

  select
    'week 8',
    'feedback_reference',
    feedback_reference,
    'allocation',
    allocated_on,
    week_8_on,
    'marts.feedback.week_8_on',
    closed_on,
    false
  from marts.feedback

  union all

  select
    'day 20 of receipt',
    'feedback_reference',
    feedback_reference,
    'receipt',
    received_on,
    receipt_day_20_on,
    'marts.feedback.receipt_day_20_on',
    closed_on,
    false
  from marts.feedback

  union all

  select
    'acknowledgement',
    'feedback_reference',
    feedback_reference,
    'receipt',
    received_on,
    acknowledgement_due_on,
    'marts.feedback.acknowledgement_due_on',
    acknowledged_on,
    false
  from marts.feedback

  union all

  select
    'review proposal',
    'review_reference',
    review_reference,
    'receipt',
    received_on,
    proposal_due_on,
    'marts.reviews.proposal_due_on',
    proposal_decided_on,
    false
  from marts.reviews

  union all

  select
    'team decision',
    'review_reference',
    review_reference,
    'being sent to the team',
    sent_to_team_on,
    team_decision_due_on,
    'marts.reviews.team_decision_due_on',
    team_decided_on,
    false
  from marts.reviews

  union all

  select
    'service user told',
    'review_reference',
    review_reference,
    'the team’s decision',
    team_decided_on,
    told_due_on,
    'marts.reviews.told_due_on',
    told_on,
    false
  from marts.reviews

  union all

  select
    'MP enquiry',
    'item_reference',
    item_reference,
    'receipt',
    received_on,
    due_on,
    'marts.representative_enquiries.due_on',
    answered_on,
    false
  from marts.representative_enquiries

  union all

  select
    'information request',
    'request_reference',
    request_reference,
    'receipt',
    received_on,
    due_on,
    'marts.information_requests.due_on',
    sent_on,
    false
  from marts.information_requests

  union all

  select
    'internal review',
    'request_reference',
    request_reference,
    'being asked for',
    asked_on,
    due_on,
    'marts.request_reviews.due_on',
    answered_on,
    false
  from marts.request_reviews

  union all

  select
    'week 7',
    'case_reference',
    case_reference,
    'assignment',
    assigned_on,
    week_7_on,
    'marts.investigations.week_7_on',
    ended_on,
    true
  from marts.investigations

  union all

  select
    clock,
    'case_reference',
    case_reference,
    'receipt',
    received_on,
    limit_on,
    'marts.case_limits.limit_on',
    decided_on,
    false
  from marts.case_limits

  union all

  select
    null,
    'recommendation_reference',
    recommendation_reference,
    'being made',
    made_on,
    due_on,
    'marts.recommendations.due_on',
    complied_on,
    false
  from marts.recommendations

  union all

  select
    null,
    'action_reference',
    action_reference,
    'being agreed',
    agreed_on,
    due_on,
    'marts.register_actions.due_on',
    done_on,
    false
  from marts.register_actions
)

select
  clock,
  known_by,
  reference,
  event,
  starts_on,
  due_on,
  due_column,
  due_on + 1 as late_from_on,
  done_on,
  is_one_of_several
from runs
