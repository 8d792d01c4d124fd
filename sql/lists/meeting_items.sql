-- The register items an assurance meeting looks at, as they stood on the day: those open, those to which something
-- happened since the last meeting, and those with an action still to do. What was not so
-- yet is empty.
-- Grain: one row per register item.
--   item_reference: the register item
--   register: which assurance register it is in
--   sender_type: what kind of sender it came from
--   sender_name: who sent it, where data/sources.yaml says that may be shown
--   channel: how it came in
--   content: what the enquiry is about
--   criterion: the criterion it meets; empty where it meets none
--   case_reference: the case it is about; empty where it is about none
--   owner: the role that answers for it
--   received_on: the day it was received
--   age_days: days since receipt
--   age: the band its age is in, of data/age-bands.csv
--   decision_sought_on: the day a decision was sought of those who decide
--   decided_on: the day it was decided, if by the day asked about
--   decision_by: who decided, once decided
--   agreed_handling: how it was agreed to handle it, once agreed
--   awaits_decision: whether a decision is sought and neither made nor no longer needed
--   answered_on: the day it was answered, if by the day asked about
--   closed_on: the day it was closed, if by the day asked about
--   updated_on: the day of its latest update, if by the day asked about
--   next_milestone: the first milestone not reached, of an open item
--   next_milestone_on: the day that is due
--   is_milestone_passed: whether that day has passed
--   update_owed_since: the milestone day that has passed without an update since
--   answer_due_on: the last day to answer an enquiry in time
--   days_left_to_answer: days left to it, while the answer is owed; negative once past
with

items as (
  select *
  from marts.register_items
),

followed as (
  select item_reference
  from lists.meeting_events

  union

  select item_reference
  from lists.meeting_actions
  where done_on is null
),

bands as (
  select age, from_days, until_days
  from calendar.age_bands
  where banded = 'register items'
),

known as (
  select
    items.*,
    today.as_at,
    (today.as_at - items.received_on)::integer as age_days,
    items.is_open or coalesce(items.closed_on > today.as_at, false) as is_open_then
  from items
  cross join lists.today
  where items.received_on <= today.as_at
)

select
  known.item_reference,
  known.register,
  known.sender_type,
  known.shown_sender_name as sender_name,
  known.channel,
  known.content,
  known.criterion,
  known.case_reference,
  known.owner,
  known.received_on,
  known.age_days,
  bands.age,
  if(known.decision_sought_on <= known.as_at, known.decision_sought_on, null) as decision_sought_on,
  if(known.decision_made_on <= known.as_at, known.decision_made_on, null) as decided_on,
  if(known.decision_made_on <= known.as_at, known.decision_by, null) as decision_by,
  if(coalesce(known.decision_made_on, known.received_on) <= known.as_at, known.agreed_handling, null) as agreed_handling,
  coalesce(
    known.decision_sought_on <= known.as_at
    and known.is_decision_known
    and known.is_closing_known
    and (known.decision_settled_on is null or known.decision_settled_on > known.as_at),
    false
  ) as awaits_decision,
  if(known.answered_on <= known.as_at, known.answered_on, null) as answered_on,
  if(known.closed_on <= known.as_at, known.closed_on, null) as closed_on,
  if(known.updated_on <= known.as_at, known.updated_on, null) as updated_on,
  if(known.is_open_then, next_milestones.milestone, null) as next_milestone,
  if(known.is_open_then, next_milestones.due_on, null) as next_milestone_on,
  known.is_open_then and coalesce(next_milestones.is_passed, false) as is_milestone_passed,
  if(known.is_open_then and known.is_update_known and overseen.missed_milestone_on < known.as_at, overseen.missed_milestone_on, null) as update_owed_since,
  enquiries.due_on as answer_due_on,
  enquiry_days_left.days_left as days_left_to_answer
from known
left join bands
  on bands.from_days <= known.age_days
  and known.age_days < coalesce(bands.until_days, known.age_days + 1)
left join lists.next_milestones on next_milestones.item_reference = known.item_reference
left join marts.overseen_cases as overseen on overseen.item_reference = known.item_reference
left join marts.representative_enquiries as enquiries on enquiries.item_reference = known.item_reference
left join lists.enquiry_days_left on enquiry_days_left.item_reference = known.item_reference
where known.is_open_then
  or known.item_reference in (select item_reference from followed)
order by known.register, known.received_on, known.item_reference
