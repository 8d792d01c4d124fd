-- What was agreed at assurance meetings, on a register item or on a figure, and the measure it was meant to move (two
-- actions are overdue on 31 March 2022), and the milestones of the cases overseen, with the date each item was last updated.
-- A meeting is on the third Tuesday of its month, as data/meetings.csv has them.
create macro meeting_in(day) as
  (date_trunc('month', day::date) + to_days(((8 - dayofweek(date_trunc('month', day::date)) + 1) % 7 + 14)::integer))::date;

create table office.register_actions as
with

chosen as (
  select *
  from office.register_items
  where (criterion is not null or draw(arrival, 'action anyway') < 0.05) and draw(arrival, 'action') < 0.28
),

-- What is agreed of an MP's enquiry is about answering MPs; of other items it is about them.
agreed as (
  select
    arrival,
    item_reference,
    meeting_in(received_on + interval 1 month) as agreed_on,
    if(
      register_number = 2,
      pick(['Reply to the MP with a named contact', 'Brief the CEO before the reply', 'Tell the MP the new date'],
        arrival, 'which action'),
      pick(['Tell the complainant the new date', 'Second reading of the decision by a director',
          'Share the lesson with the casework teams', 'Ask Legal for a view on the challenge', 'Review the contact plan'],
        arrival, 'which action')
    ) as action,
    pick(['Customer Care Manager', 'Head of Customer Care', 'Director of Operations', 'Casework Lead', 'Legal Director'], arrival, 'action owner') as owner
  from chosen
),

due as (
  select *, working_days_after(agreed_on, whole(8, 30, arrival, 'action due')) as due_on
  from agreed
  where agreed_on <= '2022-03-31'
),

ranked as (
  select *, row_number() over (partition by due_on < '2022-03-31' order by due_on desc, arrival) as from_late
  from due
),

done as (
  select
    arrival,
    item_reference,
    agreed_on,
    action,
    owner,
    due_on,
    case
      when due_on < '2022-03-31' and from_late = 2 then null
      when due_on < '2022-03-31' then least(date '2022-03-31', working_days_after(due_on, whole(-6, 4, arrival, 'action done')))
      when draw(arrival, 'done early') < 0.3 then date '2022-03-30'
    end as done_on,
    -- Not every action was meant to move a figure.
    case action
      when 'Reply to the MP with a named contact' then 'mp-enquiry-28d'
      when 'Brief the CEO before the reply' then 'mp-enquiries-overdue'
      when 'Tell the MP the new date' then 'mp-enquiries-overdue'
      when 'Second reading of the decision by a director' then 'sample-outcome-met'
      when 'Share the lesson with the casework teams' then 'learning-recorded'
      when 'Review the contact plan' then 'updates-overdue'
    end as measure
  from ranked
),

-- What was agreed on a figure and on no item: on Customer Care C, whose cases are late since the autumn of 2020.
on_figures as (
  select
    -row_number() over () as arrival,
    null::varchar as item_reference,
    *
  from (values
    (date '2020-12-15', 'Report each month how many of Customer Care C''s cases are closed by day 20',
      'Customer Care Manager', date '2021-01-29', date '2021-01-27', 'feedback-closed-20wd'),
    (date '2021-05-18', 'Fill the two posts for officers in Customer Care C',
      'Head of Customer Care', date '2021-09-30', date '2021-10-04', 'officer-caseload'),
    (date '2022-01-18', 'Name one officer for each case of Customer Care C that is past week 8',
      'Customer Care Manager', date '2022-03-04', date '2022-03-02', 'feedback-over-8-weeks'),
    (date '2022-02-15', 'Give each of Customer Care C''s cases past week 8 a date to close by, the oldest first',
      'Customer Care Manager', date '2022-03-18', null, 'feedback-over-8-weeks'),
    (date '2022-03-15', 'Move half of what Customer Care C has past day 20 to Customer Care A and B',
      'Head of Customer Care', date '2022-04-29', null, 'feedback-closed-20wd')
  ) on_figures (agreed_on, action, owner, due_on, done_on, measure)
),

all_of_them as (
  select arrival, item_reference, agreed_on, action, owner, due_on, done_on, measure from done
  union all
  select arrival, item_reference, agreed_on, action, owner, due_on, done_on, measure from on_figures
)

select
  'AC-' || lpad((100 + row_number() over (order by agreed_on, arrival))::varchar, 4, '0') as action_reference,
  item_reference,
  agreed_on,
  action,
  owner,
  due_on,
  if(done_on < agreed_on, agreed_on, done_on) as done_on,
  measure
from all_of_them;

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
