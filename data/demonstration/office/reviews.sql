-- Requests to review a decision: nine in ten of the complaints about a decision or a methodology.
-- Grain: one row per request considered.
create table office.reviews as
with

requests as (
  select
    feedback.arrival,
    feedback.feedback_reference,
    feedback_cases.case_reference,
    feedback.received_on,
    feedback.team as feedback_team,
    case
      when draw(feedback.arrival, 'criterion') < 0.42 then 'Inaccurate facts'
      when draw(feedback.arrival, 'criterion') < 0.62 then 'New and relevant information'
      when draw(feedback.arrival, 'criterion') < 0.94 then 'Overlooked or misunderstood'
      else 'High-profile or high-risk'
    end as criterion,
    draw(feedback.arrival, 'proposed') < 0.6 as is_proposed
  from office.feedback
  join office.feedback_cases on feedback_cases.arrival = feedback.arrival
  where
    feedback.category in ('Complaint about our decision', 'Complaint about our methodology')
    and draw(feedback.arrival, 'review') < 0.897
),

proposals as (
  select
    *,
    working_days_after(
      received_on,
      if(draw(arrival, 'proposal late') < 0.93, whole(1, 5, arrival, 'proposal'), whole(6, 12, arrival, 'proposal'))
    ) as proposal_decided_on
  from requests
),

sent as (
  select
    *,
    if(is_proposed, working_days_after(proposal_decided_on, whole(0, 1, arrival, 'sent')), null) as sent_to_team_on,
    if(is_proposed, draw(arrival, 'accepted') < 0.75, null) as is_accepted
  from proposals
),

team_decisions as (
  select
    *,
    working_days_after(
      sent_to_team_on,
      if(draw(arrival, 'team late') < 0.88, whole(3, 10, arrival, 'team'), whole(11, 25, arrival, 'team'))
    ) as team_decided_on
  from sent
),

told as (
  select
    *,
    working_days_after(
      coalesce(team_decided_on, proposal_decided_on),
      if(draw(arrival, 'told late') < 0.94, whole(0, 5, arrival, 'told'), whole(6, 10, arrival, 'told'))
    ) as told_on
  from team_decisions
),

completed as (
  select
    *,
    if(is_accepted, working_days_after(told_on, 20 + floor(100 * pow(draw(arrival, 'completed'), 1.5))::integer), null) as completed_on,
    case
      when draw(arrival, 'review outcome') < 0.02 then 'Upheld'
      when draw(arrival, 'review outcome') < 0.062 then 'Partly upheld'
      when draw(arrival, 'review outcome') < 0.965 then 'Not upheld'
      else 'Withdrawn'
    end as outcome
  from told
),

investigations as (
  select case_reference, moment(received_on, case_number) as received_at
  from office.cases
  where depth = 4
),

starting as (
  select completed.arrival, investigations.case_reference
  from completed
  asof join investigations
    on moment_before(completed.completed_on, 0, 0, completed.arrival, 'new case') <= investigations.received_at
  where
    completed.is_accepted
    and completed.outcome in ('Upheld', 'Partly upheld')
    and draw(completed.arrival, 'new investigation') < 0.36
)

select
  completed.arrival,
  row_number() over (order by completed.received_on, completed.arrival) as review_number,
  'RV-' || lpad(review_number::varchar, 6, '0') as review_reference,
  completed.feedback_reference,
  completed.case_reference,
  completed.criterion,
  completed.received_on,
  completed.proposal_decided_on,
  completed.is_proposed,
  completed.sent_to_team_on,
  completed.team_decided_on,
  case when completed.is_accepted then 'Accepted' when not completed.is_accepted then 'Declined' end as team_decision,
  completed.told_on,
  completed.completed_on,
  if(completed.is_accepted, completed.outcome, null) as outcome,
  starting.case_reference as new_investigation_reference,
  if(
    draw(completed.arrival, 'proposal signed off') < 0.97,
    working_days_after(completed.proposal_decided_on, 0),
    null
  ) as signed_off_on,
  case
    when completed.is_proposed then draw(completed.arrival, 'review risk') < 0.93
    when draw(completed.arrival, 'review risk') < 0.3 then false
  end as is_risk_assessed,
  pick(duties.members, completed.arrival, 'reviewer').staff_number as reviewer
from completed
left join starting on starting.arrival = completed.arrival
left join office.duties
  on duties.work = completed.feedback_team
  and duties.month = month_of(greatest(date '2014-04-01', least(date '2022-03-31', completed.received_on)));
