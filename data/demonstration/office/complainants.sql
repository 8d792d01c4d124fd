-- Who brought each case, with what they gave of themselves. One in eight was brought by someone who had come in the year
-- before, when there was such a case; Dynamics numbers its contacts.
-- Grain: one row per case.
create table office.complainants as
with

people as (
  select
    case_number,
    jurisdiction,
    body,
    if(draw(arrival, 'came before') < 0.12, arrival - 10000000 * whole(1, 11, arrival, 'came when'), arrival)::bigint as person,
    draw(arrival, 'gave') as gave,
    arrival
  from office.cases
)

select
  case_number,
  record_number(person, 'contact') as contact_reference,
  person_name(person) as complainant_name,
  if(gave < 0.7, person_address(person), null) as address,
  if(gave < 0.75, person_postcode(person), null) as postcode,
  if(draw(arrival, 'gave telephone') < 0.6, person_telephone(person), null) as telephone,
  if(draw(arrival, 'gave email') < 0.55, person_email(person), null) as email,
  if(gave < 0.5, person_date_of_birth(person), null) as date_of_birth,
  if(gave < 0.4 and jurisdiction = 'health', person_nhs_number(person), null) as nhs_number,
  if(gave < 0.4 and jurisdiction = 'parliamentary', person_national_insurance_number(person), null) as national_insurance_number,
  prose(
    case jurisdiction when 'health' then health_summary(person, body) else parliamentary_summary(person, body) end,
    person,
    'summary'
  ) as summary
from people;
