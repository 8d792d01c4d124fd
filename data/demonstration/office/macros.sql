-- Everything here happens in the schema office.
create schema office;

-- Chance that depends only on the seed: the same draw for the same identifier and salt, in any order of work.
create macro draw(id, salt) as
  (hash(hash(getvariable('seed'), id, salt)) >> 11) / 9007199254740992.0;

create macro pick(choices, id, salt) as
  choices[1 + floor(draw(id, salt) * len(choices))::integer];

-- A whole number from low to high, both included.
create macro whole(low, high, id, salt) as
  (low + floor(draw(id, salt) * (high - low + 1)))::integer;

-- A share or a wait at a scale: the fraction left over is settled by chance, so that small scales keep the mean.
create macro settle(amount, id, salt) as
  floor(amount + draw(id, salt))::integer;

create macro whole_days(amount) as floor(amount)::integer;

create macro financial_year(day) as
  year(day) - (month(day) < 4)::integer;

create macro month_of(day) as
  date_trunc('month', day)::date;

-- A moment of the day, its own for each number, so that joins to the latest before a moment fall on any of a day's rows.
create macro moment(day, number) as
  day::timestamp + to_seconds(whole(0, 86399, number, 'moment')) + to_microseconds(number % 1000000);

-- A number that a system gives to a thing of its own, such as a contact.
create macro record_number(number, kind) as
  'CON-' || format('{:012d}', hash(hash(getvariable('seed'), number, kind)) % 1000000000000);
