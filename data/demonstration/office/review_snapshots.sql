-- Reviews as each extract shows them, as they stood on the last day it covers.
-- Grain: one row per review and extract.
create table office.review_snapshots as
with

touched as (
  select distinct
    review_number,
    month_of(unnest([received_on, proposal_decided_on, sent_to_team_on, team_decided_on, told_on, completed_on])) as month
  from office.reviews
),

snapshots as (
  select deliveries.*, reviews.review_number
  from office.reviews
  join office.deliveries
    on deliveries.name = 'visualfiles-reviews'
    and reviews.received_on <= deliveries.last_day
    and coalesce(reviews.completed_on, reviews.told_on) >= deliveries.first_day
  union all
  select deliveries.*, touched.review_number
  from touched
  join office.deliveries on deliveries.name = 'msd-reviews' and deliveries.month = touched.month
)

select
  snapshots.name,
  snapshots.file,
  snapshots.received_on as extract_received_on,
  reviews.review_number,
  reviews.review_reference,
  reviews.feedback_reference,
  reviews.case_reference,
  reviews.criterion,
  reviews.received_on,
  if(reviews.proposal_decided_on <= snapshots.last_day, reviews.proposal_decided_on, null) as proposal_decided_on,
  if(reviews.proposal_decided_on <= snapshots.last_day, reviews.is_proposed, null) as is_proposed,
  if(reviews.sent_to_team_on <= snapshots.last_day, reviews.sent_to_team_on, null) as sent_to_team_on,
  if(reviews.team_decided_on <= snapshots.last_day, reviews.team_decided_on, null) as team_decided_on,
  if(reviews.team_decided_on <= snapshots.last_day, reviews.team_decision, null) as team_decision,
  if(reviews.told_on <= snapshots.last_day, reviews.told_on, null) as told_on,
  if(reviews.completed_on <= snapshots.last_day, reviews.completed_on, null) as completed_on,
  if(reviews.completed_on <= snapshots.last_day, reviews.outcome, null) as outcome,
  if(reviews.completed_on <= snapshots.last_day, reviews.new_investigation_reference, null) as new_investigation_reference,
  if(reviews.proposal_decided_on <= snapshots.last_day, reviews.signed_off_on, null) as signed_off_on,
  if(reviews.proposal_decided_on <= snapshots.last_day, reviews.is_risk_assessed, null) as is_risk_assessed,
  reviews.reviewer,
  prose(narrative(reviews.arrival + 5, 'form'), reviews.arrival + 5, 'form') as form_text
from snapshots
join office.reviews on reviews.review_number = snapshots.review_number;
