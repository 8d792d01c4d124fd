-- What was agreed about register items at assurance meetings and the measure it was meant to move (two actions are
-- overdue on 31 March 2022), and the milestones of the cases overseen, with the date each item was last updated.
create table office.register_actions as
with

chosen as (
  select
    *,
    row_number() over (order by received_on, arrival) as action_number
  from office.register_items
  where (criterion is not null or draw(arrival, 'action anyway') < 0.05) and draw(arrival, 'action') < 0.28
),

dated as (
  select
    *,
    first_working_day_from((last_day(received_on) + whole(6, 10, arrival, 'meeting'))::date) as agreed_on
  from chosen
),

due as (
  select *, working_days_after(agreed_on, whole(8, 30, arrival, 'action due')) as due_on
  from dated
  where agreed_on <= '2022-03-31'
),

ranked as (
  select *, row_number() over (partition by due_on < '2022-03-31' order by due_on desc, action_number) as from_late
  from due
),

done as (
  select
    *,
    case
      when due_on < '2022-03-31' and from_late in (2, 5) then null
      when due_on < '2022-03-31' then least(date '2022-03-31', working_days_after(due_on, whole(-6, 4, arrival, 'action done')))
      when draw(arrival, 'done early') < 0.3 then date '2022-03-30'
    end as done_on
  from ranked
)

select
  'AC-' || lpad((100 + action_number)::varchar, 4, '0') as action_reference,
  item_reference,
  agreed_on,
  pick(
    ['Reply to the MP with a named contact', 'Brief the CEO before the reply', 'Tell the complainant the new date',
      'Second reading of the decision by a director', 'Share the lesson with the casework teams',
      'Ask Legal for a view on the challenge', 'Review the contact plan'],
    arrival, 'which action') as action,
  pick(['Customer Care Manager', 'Head of Customer Care', 'Director of Operations', 'Casework Lead', 'Legal Director'], arrival, 'action owner') as owner,
  due_on,
  if(done_on < agreed_on, agreed_on, done_on) as done_on,
  -- Not every action was meant to move a figure.
  case action
    when 'Reply to the MP with a named contact' then 'mp-enquiry-28d'
    when 'Brief the CEO before the reply' then 'mp-enquiries-overdue'
    when 'Tell the complainant the new date' then 'feedback-over-8-weeks'
    when 'Second reading of the decision by a director' then 'sample-outcome-met'
    when 'Share the lesson with the casework teams' then 'learning-recorded'
    when 'Review the contact plan' then 'updates-overdue'
  end as measure
from done;

create table office.register_milestones as
with

overseen as (
  select *
  from office.register_items
  where register in ('Specific handling', 'Case referrals') and criterion is not null
),

steps as (
  select
    *,
    unnest(['Handling agreed', 'Provisional views shared', 'Decision issued', 'Learning reported']) as milestone,
    unnest([8, 45, 90, 130]) as days
  from overseen
),

dated as (
  select
    *,
    first_working_day_from((received_on + days + whole(0, 12, arrival, milestone))::date) as due_on
  from steps
  where closed_on is null or received_on + days <= closed_on
)

select
  'MS-' || lpad((200 + row_number() over (order by due_on, arrival, days))::varchar, 4, '0') as milestone_reference,
  item_reference,
  milestone,
  due_on,
  case
    when due_on <= '2022-03-31' and draw(arrival, 'reached ' || milestone) < 0.93
      then least(date '2022-03-31', working_days_after(due_on, whole(-4, 6, arrival, 'reach ' || milestone)))
  end as reached_on
from dated;

-- When each item had last been updated, on the last day that each workbook is about. Most open items have been updated
-- since their last milestone.
-- Grain: one row per item and workbook.
create table office.register_updates as
with

seen as (
  select last_day as seen_on, least(date '2022-03-31', last_day) as day
  from office.deliveries
  where name = 'assurance-registers'
),

milestones as (
  select seen.seen_on, milestones.item_reference, max(milestones.due_on) as last_milestone_on
  from office.register_milestones as milestones
  join seen on milestones.due_on <= seen.day
  group by seen.seen_on, milestones.item_reference
),

updates as (
  select
    items.item_reference,
    seen.seen_on,
    case
      when items.closed_on <= seen.day then items.closed_on
      when milestones.last_milestone_on is not null and draw(items.arrival, 'not updated') < 0.35
        then greatest(items.received_on, (milestones.last_milestone_on - whole(3, 12, items.arrival, 'update'))::date)
      else least(seen.day, greatest(
        working_days_after(items.received_on, 1),
        coalesce(milestones.last_milestone_on + 1, items.received_on),
        (seen.day - whole(0, 16, items.arrival, 'update'))::date
      )::date)
    end as updated_on
  from office.register_items items
  join seen on items.received_on <= seen.day
  left join milestones on milestones.item_reference = items.item_reference and milestones.seen_on = seen.seen_on
)

select
  item_reference,
  seen_on,
  max(updated_on) over (partition by item_reference order by seen_on) as updated_on
from updates;
