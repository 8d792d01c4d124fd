-- The six assurance registers: what came to the Ombudsman or the CEO in the last two years.
-- Two MP enquiries are open past 28 days on 31 March 2022 and three items await a decision.
-- Grain: one row per item.
create table office.register_items as
with

registers as (
  select * from (values
    ('Central assurance', 'CA', 0, 6.0, 1412),
    ('Case referrals', 'CR', 1, 3.0, 388),
    ('MP correspondence', 'MP', 2, 15.0, 1207),
    ('Specific handling', 'SH', 3, 1.5, 141),
    ('Social media', 'SM', 4, 3.0, 506),
    ('Phone calls put through', 'PC', 5, 2.0, 233)
  ) registers (register, prefix, register_number, monthly, first_number)
),

arrivals as (
  select
    registers.*,
    months.month,
    (registers.register_number * 1000 + months.month_number) * 1000 + unnest(range(1, settle(
      registers.monthly * (0.85 + 0.3 * draw(months.month, registers.prefix))
        * if(months.month in ('2020-04-01', '2020-05-01', '2021-08-01'), 0.75, 1),
      months.month, registers.register
    ) + 1)) as arrival
  from registers
  cross join office.months
  where months.month >= '2020-04-01'
),

received as (
  select
    *,
    day_in_month(month, arrival, 'item') as received_on,
    if(register_number = 2, draw(arrival, 'routine') < 0.52, null) as is_routine_referral
  from arrivals
),

-- The last of the items is held back so that every seed leaves the same number unanswered and undecided.
ranked as (
  select
    *,
    row_number() over (partition by register, received_on <= '2022-02-24', is_routine_referral order by received_on desc, arrival) as from_late,
    row_number() over (partition by register, received_on <= '2022-03-21' order by received_on desc, arrival) as from_end
  from received
),

described as (
  select
    *,
    register_number = 2 and not is_routine_referral and received_on <= '2022-02-24' and from_late in (1, 3) as is_overdue,
    register_number = 3 and received_on <= '2022-03-21' and from_end <= 3 as awaits_decision,
    case register_number
      when 2 then 'MP'
      when 5 then pick(['Service user', 'Service user', 'Member of the public', 'Stakeholder'], arrival, 'sender')
      when 4 then pick(['Service user', 'Member of the public', 'Member of the public'], arrival, 'sender')
      else pick(['Service user', 'Service user', 'Service user', 'Stakeholder', 'Member of the public', 'Chair of PACAC'], arrival, 'sender')
    end as sender_type,
    case register_number
      when 4 then 'Social media'
      when 5 then 'Telephone'
      else pick(
        ['Email to the Ombudsman or CEO', 'Email to the Ombudsman or CEO', 'Email to the Ombudsman or CEO',
          'Email to Customer Care or Intake', 'Letter', 'Letter'],
        arrival, 'channel')
    end as channel,
    pick(
      ['New complaint', 'Request for personal interest', 'Request for personal interest',
        'Follow-up to a communication or decision', 'Follow-up to a communication or decision',
        'Complaint about service or decision', 'Complaint about service or decision',
        'Follow-up to Customer Care''s response', 'FOI or data-protection enquiry',
        'Decision by the Information Commissioner''s Office'],
      arrival, 'content') as content,
    case
      when register_number = 2 and not is_routine_referral
        then if(draw(arrival, 'post review') < 0.12, 'Post-review MP correspondence', 'MP correspondence')
      when register_number = 3 or register_number = 1 and draw(arrival, 'meets') < 0.35
        then pick(
          ['Stakeholder of interest', 'Chair of PACAC or Health Select Committee', 'Conduct of a senior member of staff',
            'Systemic service issue', 'Systemic service issue', 'Potential legal challenge', 'Potential legal challenge',
            'High profile or high risk', 'High profile or high risk', 'New investigation after an upheld review',
            'Very vulnerable complainant', 'Very vulnerable complainant'],
          arrival, 'criterion')
    end as criterion
  from ranked
),

decisions as (
  select
    *,
    if(register_number in (1, 3) and criterion is not null, working_days_after(received_on, whole(1, 4, arrival, 'sought')), null) as decision_sought_on
  from described
),

answered as (
  select
    *,
    -- Where none was sought, none was made.
    if(
      awaits_decision or decision_sought_on is null,
      null,
      greatest(
        decision_sought_on,
        least(date '2022-03-31', working_days_after(decision_sought_on, whole(1, 6, arrival, 'made')))
      )
    ) as decision_made_on,
    case
      when is_overdue then date '2022-06-01'
      when register_number = 2 and draw(arrival, 'answered late') < 0.09 then (received_on + whole(30, 52, arrival, 'answered'))::date
      when register_number = 2 then (received_on + whole(4, 27, arrival, 'answered'))::date
      else (received_on + whole(5, 60, arrival, 'answered'))::date
    end as promised_on
  from decisions
),

-- Nothing else may be open past 28 days: an enquiry received in time to be late by the end is answered in time.
settled as (
  select
    *,
    case
      when not is_overdue and register_number = 2 and received_on + 28 <= '2022-03-31' and promised_on > '2022-03-31'
        then (received_on + whole(8, 26, arrival, 'answered after all'))::date
      when awaits_decision then null
      when register_number in (1, 3) and criterion is not null then greatest(promised_on, decision_made_on)
      else promised_on
    end as answer_on
  from answered
),

closed as (
  select
    *,
    case
      when register_number in (1, 3) and criterion is not null then (answer_on + whole(40, 200, arrival, 'closed'))::date
      else (answer_on + whole(0, 10, arrival, 'closed'))::date
    end as finished_on,
    row_number() over (partition by register order by received_on, arrival) + first_number as number
  from settled
),

ongoing as (
  select case_reference, moment(received_on, case_number) as received_at
  from office.cases
  where closed_on > received_on + 10
),

linked as (
  select closed.*, ongoing.case_reference
  from closed
  asof left join ongoing
    on moment_before(closed.received_on, 2, 60, closed.arrival, 'case age') >= ongoing.received_at
)

select
  register,
  register_number,
  prefix || '-' || lpad(number::varchar, 4, '0') as item_reference,
  arrival,
  received_on,
  sender_type,
  channel,
  content,
  criterion,
  if(content = 'New complaint' or draw(arrival, 'has a case') < 0.15, null, case_reference) as case_reference,
  is_routine_referral,
  if(decision_sought_on <= '2022-03-31', decision_sought_on, null) as decision_sought_on,
  if(decision_made_on <= '2022-03-31', decision_made_on, null) as decision_made_on,
  if(decision_made_on <= '2022-03-31', pick(['Ombudsman', 'CEO', 'CEO'], arrival, 'decision by'), null) as decision_by,
  if(
    decision_made_on <= '2022-03-31',
    pick(
      ['Ombudsman replies', 'CEO replies', 'Oversight by the CEO', 'Oversight by the Ombudsman',
        'Director replies; CEO sees the draft'],
      arrival,
      'handling'
    ),
    null
  ) as agreed_handling,
  if(answer_on <= '2022-03-31', answer_on, null) as answered_on,
  if(finished_on <= '2022-03-31', finished_on, null) as closed_on,
  pick(
    ['Customer Care Manager', 'Customer Care Manager', 'Head of Customer Care', 'Director of Operations',
      'Casework Lead', 'Executive Assistant'],
    arrival,
    'owner'
  ) as owner
from linked;
