-- Invented personal information, each kind a macro of an identifier, so that one person keeps theirs.
-- Telephone numbers are in Ofcom's drama ranges, postcodes in an area (ZX) that doesn't exist, NHS numbers in the
-- test range 999, National Insurance numbers under the never-issued prefix QQ, emails at the reserved example domains.
create macro person_name(person) as
  pick(getvariable('first_names'), person, 'first name') || ' ' || pick(getvariable('last_names'), person, 'last name');

create macro person_email(person) as
  lower(replace(strip_accents(person_name(person)), ' ', '.')) || whole(1, 99, person, 'email')
  || pick(['@example.com', '@example.org', '@example.net'], person, 'email domain');

-- 03069 990123 and 0808 157 0192 are in these ranges and are the office's own lines, so no person has them.
create macro person_telephone(person) as
  case whole(1, 6, person, 'telephone range')
    when 1 then '01632 960' || lpad(whole(0, 999, person, 'telephone')::varchar, 3, '0')
    when 2 then '020 7946 0' || lpad(whole(0, 999, person, 'telephone')::varchar, 3, '0')
    when 3 then '0808 157 0' || lpad(whole(200, 999, person, 'telephone')::varchar, 3, '0')
    when 4 then '03069 990' || lpad(whole(124, 999, person, 'telephone')::varchar, 3, '0')
    when 5 then '+44 7700 900' || lpad(whole(0, 999, person, 'telephone')::varchar, 3, '0')
    else '07700 900' || lpad(whole(0, 999, person, 'telephone')::varchar, 3, '0')
  end;

create macro person_postcode(person) as
  'ZX' || whole(1, 99, person, 'district') || ' ' || whole(1, 9, person, 'sector')
  || pick(['AA', 'BD', 'EH', 'FJ', 'GL', 'HN', 'JP', 'LQ', 'NR', 'PS', 'QT', 'RU', 'SW', 'TX', 'UY', 'WZ'], person, 'unit');

create macro person_address(person) as
  whole(1, 240, person, 'house') || ' ' || pick(getvariable('streets'), person, 'street')
  || case when draw(person, 'address lines') < 0.2 then chr(10) else ', ' end
  || pick(getvariable('towns'), person, 'town');

create macro person_date_of_birth(person) as
  (date '1930-01-01' + whole(0, 26600, person, 'date of birth'))::date;

-- The remainder that the check digit settles: weights 10 to 2 over 999 and the six digits of n.
create macro nhs_remainder(n) as
  (243 + 7 * (n // 100000) + 6 * (n // 10000 % 10) + 5 * (n // 1000 % 10)
    + 4 * (n // 100 % 10) + 3 * (n // 10 % 10) + 2 * (n % 10)) % 11;

create macro nhs_number_of(n) as
  '999 ' || lpad((n // 1000)::varchar, 3, '0') || ' ' || lpad((n % 1000)::varchar, 3, '0')
  || ((11 - nhs_remainder(n)) % 11)::varchar;

-- A remainder of 1 would need the check digit 10, so such a number is never issued; the next one is taken,
-- whose last digit is at most 9 because the first choice ends in 0 to 8.
create macro person_nhs_number(person) as
  nhs_number_of(
    whole(0, 99999, person, 'nhs number') * 10 + whole(0, 8, person, 'nhs last digit')
    + (nhs_remainder(whole(0, 99999, person, 'nhs number') * 10 + whole(0, 8, person, 'nhs last digit')) = 1)::integer
  );

create macro person_national_insurance_number(person) as
  'QQ ' || lpad(whole(0, 99, person, 'ni 1')::varchar, 2, '0') || ' '
  || lpad(whole(0, 99, person, 'ni 2')::varchar, 2, '0') || ' '
  || lpad(whole(0, 99, person, 'ni 3')::varchar, 2, '0') || ' ' || pick(['A', 'B', 'C', 'D'], person, 'ni letter');
