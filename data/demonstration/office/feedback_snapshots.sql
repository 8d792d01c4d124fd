-- Feedback cases as each extract shows them, as they stood on the last day it covers.
-- Grain: one row per feedback case and extract.
create table office.feedback_snapshots as
with

touched as (
  select distinct
    feedback_number,
    month_of(unnest([received_on, acknowledged_on, allocated_on, referred_on, signed_off_on, closed_on])) as month
  from office.feedback
),

-- Three cases of January 2022 that Customer Care B logged only in March, so that figures already given change.
logged_late as (
  select feedback_number
  from office.feedback
  where team = 'Customer Care B'
    and category in ('Complaint about our service, ongoing case', 'Complaint about our service, completed case')
    and received_on between date '2022-01-01' and date '2022-01-31'
    and closed_on between date '2022-01-01' and date '2022-02-28'
  order by feedback_number
  limit 3
),

people as (
  select
    feedback_number,
    person_name(arrival + 5) as complainant_name,
    if(draw(arrival, 'gave email') < 0.7, person_email(arrival + 5), null) as email,
    if(draw(arrival, 'gave telephone') < 0.5, person_telephone(arrival + 5), null) as telephone,
    prose(narrative(arrival + 5, 'narrative'), arrival + 5, 'narrative') as narrative
  from office.feedback
),

snapshots as (
  select deliveries.*, feedback.feedback_number
  from office.feedback
  join office.deliveries
    on deliveries.name = 'visualfiles-feedback'
    and feedback.received_on <= deliveries.last_day
    and feedback.closed_on >= deliveries.first_day
  union all
  select deliveries.*, touched.feedback_number
  from touched
  join office.deliveries on deliveries.name = 'msd-feedback' and deliveries.month = touched.month
  where touched.feedback_number not in (from logged_late)
  union all
  select deliveries.*, logged_late.feedback_number
  from logged_late
  join office.deliveries on deliveries.name = 'msd-feedback' and deliveries.month = '2022-03-01'
),

-- The mistake that is corrected later: five cases closed in the month are open.
left_open as (
  select snapshots.received_on, snapshots.feedback_number
  from snapshots
  join office.feedback on feedback.feedback_number = snapshots.feedback_number
  where snapshots.has_mistakes and month_of(feedback.closed_on) = snapshots.month
  qualify row_number() over (partition by snapshots.month order by draw(feedback.arrival, 'left open'), feedback.arrival) <= 5
),

shown as (
  select
    snapshots.*,
    feedback.closed_on <= snapshots.last_day and left_open.feedback_number is null as is_closed
  from snapshots
  join office.feedback on feedback.feedback_number = snapshots.feedback_number
  left join left_open
    on left_open.received_on = snapshots.received_on
    and left_open.feedback_number = snapshots.feedback_number
)

select
  shown.name,
  shown.file,
  shown.received_on as extract_received_on,
  feedback.feedback_number,
  feedback.feedback_reference,
  feedback_cases.case_reference,
  feedback.received_on,
  feedback.channel,
  feedback.category,
  case feedback.category
    when 'Complaint about our service, ongoing case' then 'SERVICE - ONGOING CASE'
    when 'Complaint about our service, completed case' then 'SERVICE - COMPLETED CASE'
    when 'Complaint about our methodology' then 'METHODOLOGY'
    when 'Complaint about our decision' then 'DECISION'
    when 'Post-review correspondence' then 'POST-REVIEW'
    else upper(feedback.category)
  end as category_code,
  feedback.ground,
  case feedback.ground
    when 'Rudeness or attitude' then 'ATTITUDE'
    when 'Delay in allocation' then 'ALLOCATION DELAY'
    else upper(feedback.ground)
  end as ground_code,
  if(feedback.acknowledged_on <= shown.last_day, feedback.acknowledged_on, null) as acknowledged_on,
  if(feedback.allocated_on <= shown.last_day, feedback.allocated_on, null) as allocated_on,
  if(feedback.allocated_on <= shown.last_day, feedback.officer, null) as officer,
  if(feedback.allocated_on <= shown.last_day, feedback.team, null) as team,
  if(feedback.referred_on <= shown.last_day, feedback.referred_on, null) as referred_on,
  if(shown.is_closed, feedback.closed_on, null) as closed_on,
  if(shown.is_closed, feedback.closure, null) as closure,
  if(shown.is_closed, feedback.outcome, null) as outcome,
  if(shown.is_closed, feedback.redress, null) as redress,
  if(feedback.signed_off_on <= shown.last_day, feedback.signed_off_on, null) as signed_off_on,
  if(feedback.allocated_on <= shown.last_day, feedback.risk_category, null) as risk_category,
  if(feedback.allocated_on <= shown.last_day, case feedback.risk_category
    when 'Well-being of staff' then 'STAFF WELL-BEING'
    when 'Professional standing of staff' then 'STAFF STANDING'
    when 'Complainant, stakeholders and third parties' then 'THIRD PARTIES'
    when 'Impact of our decision' then 'IMPACT OF DECISION'
    when 'Ability to carry out our function' then 'ABILITY TO FUNCTION'
    else upper(feedback.risk_category)
  end, null) as risk_code,
  feedback.high_risk_flag,
  case feedback.high_risk_flag
    when 'Potentially avoidable death' then 'AVOIDABLE DEATH'
    when 'Wider public interest' then 'PUBLIC INTEREST'
    else upper(feedback.high_risk_flag)
  end as flag_code,
  if(shown.is_closed, feedback.learning, null) as learning,
  people.complainant_name,
  people.email,
  people.telephone,
  people.narrative
from shown
join office.feedback on feedback.feedback_number = shown.feedback_number
join people on people.feedback_number = shown.feedback_number
left join office.feedback_cases on feedback_cases.arrival = feedback.arrival;
