-- One cell of a CSV file, quoted only where it must be.
create macro csv_cell(cell) as
  case
    when cell is null then ''
    when contains(cell, '"') or contains(cell, ',') or contains(cell, chr(10)) or contains(cell, chr(13))
      then '"' || replace(cell, '"', '""') || '"'
    else cell
  end;

create macro csv_line(cells) as
  array_to_string(list_transform(cells, lambda cell: csv_cell(cell)), ',');

create macro json_line(columns, cells) as
  '{' || array_to_string(
    list_transform(
      list_filter(list_zip(columns, cells), lambda pair: pair[2] is not null),
      lambda pair: to_json(pair[1]) || ':' || to_json(pair[2])
    ),
    ','
  ) || '}';

create macro xml_text(content) as
  replace(replace(replace(content, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');

-- A cell of a sheet: a date (style 1) or a number where the column holds them and the cell is one, else text.
create macro sheet_cell(cell, kind, reference) as
  case
    when cell is null then ''
    when kind = 'date' and regexp_full_match(cell, '\d{4}-\d\d-\d\d')
      then '<c r="' || reference || '" s="1"><v>' || date_diff('day', date '1899-12-30', cell::date) || '</v></c>'
    when kind = 'number' and try_cast(cell as double) is not null
      then '<c r="' || reference || '"><v>' || cell || '</v></c>'
    else '<c r="' || reference || '" t="inlineStr"><is><t xml:space="preserve">' || xml_text(cell) || '</t></is></c>'
  end;

create macro sheet_row(cells, kinds, number) as
  '<row r="' || number || '">'
  || array_to_string(
    list_transform(cells, lambda cell, place: sheet_cell(cell, kinds[place], chr(64 + place::integer) || number)),
    ''
  )
  || '</row>';
