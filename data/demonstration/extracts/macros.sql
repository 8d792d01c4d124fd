-- How the systems write things.
create macro uk_date(day) as strftime(day, '%d/%m/%Y');

create macro stage_label(stage_number) as
  ['1 - Enquiry', '2 - Intake', '3 - Assessment (primary investigation)', '4 - Detailed investigation', '5 - Closed'][stage_number];

create macro yes_or_no(answer) as case when answer then 'Yes' when not answer then 'No' end;

create macro y_or_n(answer) as case when answer then 'Y' when not answer then 'N' end;

-- An identifier and a checksum as Dynamics puts them in the columns nobody may modify.
create macro record_id(number, kind) as
  format('{:016x}', hash(hash(getvariable('seed'), number, kind)));

create macro row_checksum(number, period) as
  to_base64(format('{:016x}', hash(hash(getvariable('seed'), number, period)))::blob);

-- A date as it is typed in a spreadsheet kept by hand; an ISO date becomes a real date cell.
create macro typed_date(day, id, salt) as
  case
    when draw(id, salt || ' typed') > 0.08 then day::varchar
    else case whole(1, 3, id, salt || ' form')
      when 1 then strftime(day, '%d/%m/%Y')
      when 2 then day(day) || ' ' || strftime(day, '%B %Y')
      else strftime(day, '%d.%m.%Y')
    end
  end;
