import { type Contract, reasonOf } from "./contract.ts";
import {
  type Column,
  type ColumnSchema,
  isPlainText,
  keyedColumns,
  showableColumns,
  toColumns,
} from "./contractColumns.ts";
import { DataError } from "./dataError.ts";
import { isDay } from "./dates.ts";
import { formulaWithoutValue, reasons, spreadsheetErrors, totalWords } from "./emptyCells.ts";
import { keyedHash } from "./landingKey.ts";
import type { Source } from "./sources.ts";

/** What a cell may have around its text: spaces, no-break spaces, tabs and line ends. */
const blanks = " \t\r\n\u00a0";

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** What models read of a keyed column. */
export const keyOf = (column: string) => `${column}_key`;

const shownAs = (column: string) => `shown_${column}`;

/**
 * The DuckDB type of each column of a contract's raw table: all but the personal ones, which land as marks alone, and
 * for each that may be shown of some rows a column of its own, `shown_…`, empty of all others, for each that is keyed
 * its hash, `…_key`.
 */
export function rawColumns(contract: Contract): Map<string, string> {
  const columns = toColumns(contract).filter(({ schema }) => !schema.personal);
  const shown = showableColumns(contract).map((name) => [shownAs(name), "VARCHAR"] as const);
  const keys = keyedColumns(contract).map((name) => [keyOf(name), "VARCHAR"] as const);
  return new Map([...columns.map(({ name, schema }) => [name, sqlType(schema)] as const), ...shown, ...keys]);
}

/**
 * SQL of what lands of the personal columns of a contract, from its judged rows: of a keyed one its hash, of one that the
 * mapping lets be shown its text in the rows of which it does, and nothing else of either.
 */
export function landedPersonal(contract: Contract, { may_be_shown }: Source): string[] {
  const shown = showableColumns(contract).map((name) => {
    const where = Object.entries(may_be_shown[name] ?? {});
    const conditions = where.map(([column, values]) => isAmong(quote(column), values.map(literal)));
    const isShown = conditions.length === 0 ? "false" : conditions.join(" and ");
    return `case when ${isShown} then ${quote(name)} end as ${quote(shownAs(name))}`;
  });
  const keys = keyedColumns(contract).map((name) => `${keyedHash(quote(name))} as ${quote(keyOf(name))}`);
  return [...shown, ...keys];
}

function sqlType(schema: ColumnSchema): string {
  if (schema.format === "date") return "DATE";
  if (schema.format === "date-time") return "TIMESTAMP";
  if (schema.type === "integer") return "BIGINT";
  if (schema.type === "number") return "DOUBLE";
  if (schema.type === "boolean") return "BOOLEAN";
  return "VARCHAR";
}

const tokens: [RegExp, string][] = [
  [/yyyy/g, "%Y"],
  [/mmmm/g, "%B"],
  [/mmm/g, "%b"],
  [/hh:mm:ss/g, "%H:%M:%S"],
  [/hh:mm/g, "%H:%M"],
  [/dd?/g, "%d"],
  [/mm/g, "%m"],
];

/** A form such as `d mmmm yyyy` or `dd/mm/yyyy hh:mm:ss` as DuckDB's strptime has it. */
function toStrptime(form: string): string {
  return tokens.reduce(
    (text, [token, directive]) => text.replace(token, directive),
    form.replaceAll("%", "%%"),
  );
}

const typedForms = ["yyyy-mm-dd", "yyyy-mm-ddThh:mm:ss", "yyyy-mm-dd hh:mm:ss"];

function formsOf(source: Source): string[] {
  const isTyped = source.format === "spreadsheet" || source.format === "parquet";
  return [...new Set([...source.dates, ...(isTyped ? typedForms : [])])];
}

/** SQL of the days that exist, of those that stand for none. */
const noDates = ({ no_date }: Source): string[] => no_date.filter(isDay).map((day) => `date ${literal(day)}`);

/** How a date that stands for none is written in each form a date of the source may take, and as the time of day 0. */
function writtenNoDates(source: Source): string[] {
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September"];
  const names = [...months, "October", "November", "December"];
  const written = source.no_date.flatMap((date) => {
    const [year = "", month = "", day = ""] = date.split("-");
    const name = names[Number(month) - 1] ?? "";
    return [...formsOf(source), "yyyy-mm-dd"].map((form) =>
      form
        .replaceAll("yyyy", year)
        .replaceAll("mmmm", name)
        .replaceAll("mmm", name.slice(0, 3))
        .replace("hh:mm:ss", "00:00:00")
        .replace("hh:mm", "00:00")
        .replace("dd", day)
        .replace("mm", month)
        .replace(/\bd\b/, String(Number(day))),
    );
  });
  const isDayZero = source.format === "spreadsheet" && source.no_date.includes("1900-01-00");
  return [...new Set(isDayZero ? [...written, "00:00:00"] : written)];
}

/** A moment with its own zone, or to parts of a second: read whatever the forms say, for there is one way to read it. */
const zoned =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})";
const fractioned = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}[.,][0-9]+";

/** SQL of the moment in UTC that a text says, by the forms of its source; of a date, the day in the source's time zone. */
function momentExpression(column: Column, source: Source, text: string): string {
  const forms = formsOf(source);
  if (forms.length === 0)
    throw new DataError(`${source.id} can't be used: dates must list the forms of ${column.name}.`);
  const isDate = column.schema.format === "date";
  const parse = (some: readonly string[]) =>
    `try_strptime(${text}, [${some.map((form) => literal(toStrptime(form))).join(", ")}])`;
  const zone = literal(source.time_zone);
  const fromUtc = (moment: string) =>
    isDate ? `timezone(${zone}, timezone('UTC', ${moment}))::date` : moment;
  const fromLocal = (moment: string) =>
    isDate ? `${moment}::date` : `timezone('UTC', timezone(${zone}, ${moment}))`;
  const isUtc = source.dates.every((form) => form.endsWith("Z"));
  const isUniversal = (form: string) => form.endsWith("Z") || (isUtc && (!isDate || form.includes("hh")));
  const universal = forms.filter(isUniversal);
  const local = forms.filter((form) => !isUniversal(form));
  const tries = [
    ...(local.length > 0 ? [fromLocal(parse(local))] : []),
    ...(universal.length > 0 ? [fromUtc(parse(universal))] : []),
  ];
  const hasTime = forms.some((form) => form.includes("hh:mm"));
  if (hasTime) {
    const point = `replace(${text}, ',', '.')`;
    tries.push(
      `case
        when regexp_full_match(${text}, ${literal(zoned)})
          then ${fromUtc(`timezone('UTC', try_cast(${point} as timestamptz))`)}
        when regexp_full_match(${text}, ${literal(fractioned)}) then ${fromLocal(`try_cast(${point} as timestamp)`)}
      end`,
    );
  }
  return tries.length === 1 ? (tries[0] ?? "") : `coalesce(${tries.join(", ")})`;
}

/** A number in digits, or in groups of three with a comma or blank between. */
const grouped = "-?[0-9]{1,3}([, \u00a0\u2009\u202f][0-9]{3})+";
const ungrouped = (text: string) => `regexp_replace(${text}, '[, \u00a0\u2009\u202f]', '', 'g')`;

function numberExpression({ schema }: Column, text: string): string {
  const isWhole = schema.type === "integer";
  const [plain, more, parse] = isWhole
    ? [
        "-?[0-9]+(\\.0+)?",
        "(\\.0+)?",
        (digits: string) => `try_cast(try_cast(${digits} as double) as bigint)`,
      ]
    : [
        "-?[0-9]*\\.?[0-9]+([eE]-?[0-9]+)?",
        "(\\.[0-9]+)?",
        (digits: string) => `try_cast(${digits} as double)`,
      ];
  const durations = schema.duration
    ? `when regexp_full_match(${text}, '-?[0-9]+\\.[0-9]+') then round(try_cast(${text} as double))::bigint
      when regexp_full_match(${text}, '([0-9]+:)?[0-9]{1,2}:[0-9]{2}(\\.[0-9]+)?')
        and regexp_extract(${text}, '([0-9]+):[0-9.]+$', 1)::integer < if(${text} like '%:%:%', 60, 1441)
        and regexp_extract(${text}, ':([0-9]+)[0-9.]*$', 1)::integer < 60
        then round(
          coalesce(try_cast(regexp_extract(${text}, '^([0-9]+):[0-9]+:', 1) as double), 0) * 3600
          + regexp_extract(${text}, '([0-9]+):[0-9.]+$', 1)::double * 60
          + regexp_extract(${text}, ':([0-9.]+)$', 1)::double
        )::bigint`
    : "";
  return `case
      when regexp_full_match(${text}, '${plain}') then ${parse(text)}
      when regexp_full_match(${text}, '${grouped}${more}') then ${parse(ungrouped(text))}
      ${durations}
    end`;
}

/** SQL of the forms that the moment a record was last changed may have, whatever the form of other dates. */
function momentForms(source: Source): string {
  const forms = [
    ...formsOf(source),
    ...typedForms,
    "yyyy-mm-ddThh:mm:ssZ",
    "dd/mm/yyyy hh:mm:ss",
    "dd/mm/yyyy hh:mm",
  ];
  return `[${[...new Set(forms)].map((form) => literal(toStrptime(form))).join(", ")}]`;
}

function parseExpression(column: Column, source: Source, text: string): string {
  const { schema } = column;
  if (schema.format === "date" || schema.format === "date-time")
    return momentExpression(column, source, text);
  if (schema.type === "integer" || schema.type === "number") return numberExpression(column, text);
  if (schema.type === "boolean") return parseCoded(column, source, text, ["true", "false"]);
  if (schema.enum) return parseCoded(column, source, text, schema.enum);
  if (schema.pattern)
    return `case when regexp_full_match(${text}, ${literal(schema.pattern)}) then ${text} end`;
  if (schema.personal && !schema.showable && !schema.keyed) return text;
  return plainTextExpression(column, source, text);
}

/** SQL of whether a value is one of some. Of six or more, `in` is a join to the database, which then may change the rows' order. */
const isAmong = (value: string, some: readonly string[]): string =>
  `list_contains([${some.join(", ")}], ${value})`;

const isEmptyCell = ({ empty }: Source, text: string): string => {
  const cells = empty.map((cell) => cell.trim().toLowerCase());
  const longest = Math.max(0, ...cells.map((cell) => Buffer.byteLength(cell)));
  if (cells.length === 0) return "false";
  return `strlen(${text}) <= ${longest} and ${isAmong(`lower(${text})`, cells.map(literal))}`;
};

/** Whether a text is what a spreadsheet shows for a value it could not work out. Its beginning tells most that aren't. */
const isSpreadsheetError = (text: string): string =>
  `(prefix(${text}, '#') or prefix(${text}, 'Err:')) and regexp_full_match(${text}, ${literal(spreadsheetErrors)})`;

function plainTextExpression({ name }: Column, source: Source, text: string): string {
  const spellings = Object.entries(source.values[name] ?? {}).map(
    ([written, meant]) => `when ${literal(written.trim().toLowerCase())} then ${literal(String(meant))}`,
  );
  const own = `case when ${isEmptyCell(source, text)} then null when ${isSpreadsheetError(text)} then null else ${text} end`;
  return spellings.length === 0 ? own : `case lower(${text}) ${spellings.join(" ")} else ${own} end`;
}

const totalBeginnings = ["Tot", "TOT", "tot", "Gra", "GRA", "gra", "Sub", "SUB", "sub"];

const isTotal = (text: string): string =>
  `(${totalBeginnings.map((start) => `prefix(${text}, ${literal(start)})`).join(" or ")})
    and regexp_full_match(lower(${text}), ${literal(totalWords)})`;

const booleanValues: Record<string, boolean> = {
  yes: true,
  no: false,
  y: true,
  n: false,
  true: true,
  false: false,
};

function parseCoded(column: Column, source: Source, text: string, vocabulary: readonly string[]): string {
  const given = source.values[column.name];
  const own = Object.fromEntries(vocabulary.map((value) => [value, value]));
  const values = given ?? (column.schema.type === "boolean" ? booleanValues : own);
  const cases = Object.entries(values).map(([label, value]) => {
    if (!vocabulary.includes(String(value)))
      throw new DataError(`${source.id} can't be used: ${column.name} can't be '${value}'.`, [
        `it must be one of: ${vocabulary.join(", ")}`,
      ]);
    return `when ${literal(label.toLowerCase())} then ${typeof value === "boolean" ? value : literal(String(value))}`;
  });
  return `case lower(${text}) ${cases.join(" ")} end`;
}

/** Why a text is no value of its column, in the words that quarantine shows. */
export function unreadableReason({ schema }: Column): string {
  if (schema.format === "date") return "not a date";
  if (schema.format === "date-time") return "not a date and time";
  if (schema.duration) return "not a duration";
  if (schema.type === "integer" || schema.type === "number") return "not a number";
  return schema.pattern ? "malformed" : "unknown value";
}

/**
 * SQL of what is wrong with a column's value, null where nothing is: of its `text` and what that was `parsed` as.
 * `isMapped`: a column that its system doesn't hold is missing in no row.
 */
function faultExpression(
  column: Column,
  contract: Contract,
  source: Source,
  { received, isMapped }: { received: string; isMapped: boolean },
): string {
  const text = quote(`${column.name} text`);
  const parsed = quote(`${column.name} parsed`);
  const { schema } = column;
  const absent = column.nullable || !isMapped ? "null" : literal(reasons.missing);
  const cases = [
    `when ${text} = ${literal(formulaWithoutValue)} then ${literal(reasons.formula)}`,
    `when ${isEmptyCell(source, text)} then ${absent}`,
    `when ${isSpreadsheetError(text)} then ${literal(reasons.error)}`,
  ];
  const isDated = schema.format?.startsWith("date");
  const none = isDated ? writtenNoDates(source) : [];
  if (none.length > 0) cases.push(`when ${isAmong(text, none.map(literal))} then ${absent}`);
  const isAnyText = isPlainText(column);
  const unread = `case when ${text} is null then ${absent} ${cases.join(" ")} else ${isAnyText ? absent : literal(unreadableReason(column))} end`;
  const faults = [`when ${parsed} is null then ${unread}`];
  if (isNoDate(column, source) !== "") faults.push(`when ${isNoDate(column, source)} then ${absent}`);
  const outside: string[] = [];
  const numeric: [keyof ColumnSchema, string][] = [
    ["minimum", "<"],
    ["maximum", ">"],
    ["exclusiveMinimum", "<="],
    ["exclusiveMaximum", ">="],
  ];
  for (const [bound, operator] of numeric) {
    if (schema[bound] !== undefined) outside.push(`${parsed} ${operator} ${schema[bound]}`);
  }
  if (schema.from) outside.push(`${parsed} < date ${literal(schema.from)}`);
  if (schema.to) outside.push(`${parsed} > date ${literal(schema.to)}`);
  if (outside.length > 0) faults.push(`when ${outside.join(" or ")} then 'out of range'`);
  if (isAnyText && schema.maxLength)
    faults.push(`when length(${parsed}) > ${schema.maxLength} then 'too long'`);
  for (const rule of contract.rules) {
    if (rule.column === column.name && rule.relation === "not after receipt")
      faults.push(`when ${parsed}::date > ${received} then ${literal(reasonOf(rule))}`);
  }
  return `case ${faults.join(" ")} end`;
}

/** SQL of whether a date or moment is one that stands for none; empty where none does. */
function isNoDate({ name, schema }: Column, source: Source): string {
  const none = schema.format?.startsWith("date") ? noDates(source) : [];
  return none.length === 0 ? "" : isAmong(`${quote(`${name} parsed`)}::date`, none);
}

/**
 * SQL of a cell's text without the blanks around it, null where nothing is left. A cell that neither begins nor ends
 * with one isn't trimmed: that took more time than all the rest of the judging.
 */
function trimmed(cell: string): string {
  const ends = [...blanks].map((blank) => `suffix(${cell}, ${literal(blank)})`);
  const isBlank = [`${cell} < '!'`, ...ends, `prefix(${cell}, '\u00a0')`].join(" or ");
  return `case when ${isBlank} then nullif(trim(${cell}, ${literal(blanks)}), '') else ${cell} end`;
}

/** The day each extract was received, in SQL: one day, or of many files that of the row's `_file`. */
function receipt(receivedOn: string | readonly string[]): string {
  const [first = "", ...others] = new Set(typeof receivedOn === "string" ? [receivedOn] : receivedOn);
  if (typeof receivedOn === "string" || others.length === 0) return `date ${literal(first)}`;
  return `([${receivedOn.map((day) => `date ${literal(day)}`).join(", ")}])[_file + 1]`;
}

/**
 * One SELECT that judges every row of `relation` (text columns named as the files' headings, `_file`, `_sheet`, `_row`,
 * `_fault`: what the reader found wrong with it, and `_unread`: what stands in columns that are never read) by the contract. It gives the typed columns, `_file`, `_sheet`, `_row`;
 * `fault`: column and reason, with a tab between, of what costs the row, null for a row that is admitted; and `_blanked`:
 * column and reason of each value that can't be used, empty of what is set aside. `receivedOn` is the day the extract was
 * received, or of many files that of each, in the order of `_file`. That a key is there twice isn't seen here. Where the
 * source's settings name the heading that says when a record was last changed, `_modified` is that moment, null where it
 * can't be read.
 */
export function compileContract(
  contract: Contract,
  source: Source,
  relation: string,
  receivedOn: string | readonly string[],
): string {
  const columns = toColumns(contract);
  const received = receipt(receivedOn);
  const headingOf = (name: string): string | undefined => {
    if (source.sheet_is === name) return "_sheet";
    const heading = source.columns[name];
    return heading === undefined ? undefined : quote(heading);
  };
  const of = (kind: string, { name }: Pick<Column, "name">) => quote(`${name} ${kind}`);
  const list = (parts: readonly string[]) => parts.join(",\n  ");
  const texts = columns.map((column) => {
    const heading = headingOf(column.name);
    return `${heading === undefined ? "null::varchar" : trimmed(heading)} as ${of("text", column)}`;
  });
  const parsed = columns.map(
    (column) => `${parseExpression(column, source, of("text", column))} as ${of("parsed", column)}`,
  );
  const { modified } = source;
  if (modified !== undefined) {
    texts.push(`${trimmed(quote(modified))} as "_modified text"`);
    parsed.push(`try_strptime("_modified text", ${momentForms(source)}) as _modified`);
  }
  const faults = columns.map((column) => {
    const isMapped = headingOf(column.name) !== undefined;
    return `${faultExpression(column, contract, source, { received, isMapped })} as ${of("fault", column)}`;
  });
  const left = columns.map((column) => {
    const none = isNoDate(column, source);
    const isLeft = [
      `${of("fault", column)} is null`,
      ...(none ? [`(${none}) is distinct from true`] : []),
    ].join(" and ");
    return `case when ${isLeft} then ${of("parsed", column)} end as ${of("left", column)}`;
  });
  const brokenRules = (column: Column) =>
    contract.rules.flatMap((rule) =>
      rule.column === column.name && rule.relation !== "not after receipt"
        ? [
            `when ${of("left", column)} ${rule.relation === "not before" ? "<" : ">"} ${of("left", { name: rule.other })} then ${literal(reasonOf(rule))}`,
          ]
        : [],
    );
  const ruled = columns.map((column) => {
    const broken = brokenRules(column);
    const fault = of("fault", column);
    return `${broken.length === 0 ? fault : `coalesce(${fault}, case ${broken.join(" ")} end)`} as ${of("broken", column)}`;
  });
  const values = columns.map((column) => {
    const value = of("left", column);
    const isKept = `${of("broken", column)} is null`;
    return `${brokenRules(column).length === 0 ? value : `case when ${isKept} then ${value} end`} as ${quote(column.name)}`;
  });
  const identity = columns.filter(({ kind }) => kind === "identity");
  const others = columns.filter(({ kind }) => kind !== "identity");
  const said = (column: Column) => `${literal(`${column.name}\t`)} || ${of("broken", column)}`;
  const total = literal(`\t${reasons.total}`);
  const anyTotal = columns
    .filter(({ schema }) => !schema.personal)
    .map((column) => isTotal(of("text", column)))
    .join(" or ");
  const namedTotal = identity.filter(isPlainText).map((column) => isTotal(of("text", column)));
  const fault = `case
    when _fault is not null then e'\\t' || _fault
    ${namedTotal.map((condition) => `when ${condition} then ${total}`).join(" ")}
    when coalesce(${identity.map((column) => of("broken", column)).join(", ")}) is not null
      then case when ${anyTotal} then ${total} else coalesce(${identity.map(said).join(", ")}) end
  end`;
  const anyBroken = `coalesce(${others.map((column) => of("broken", column)).join(", ")})`;
  const blanked = `case
    when fault is null and ${anyBroken} is not null
      then string_split(concat_ws(e'\\n', ${others.map(said).join(", ")}), e'\\n')
    else []::varchar[]
  end`;
  return `
with text_rows as (
  select _file, _sheet, _row, _fault, _unread,
  ${list(texts)}
  from ${relation}
),
parsed as (
  select *,
  ${list(parsed)}
  from text_rows
),
judged as (
  select *,
  ${list(faults)}
  from parsed
),
cleared as (
  select *,
  ${list(left)}
  from judged
),
ruled as (
  select *,
  ${list(ruled)}
  from cleared
),
settled as (
  select *,
  ${fault} as fault,
  ${list(values)}
  from ruled
)
select _file, _sheet, _row, ${columns.map(({ name }) => quote(name)).join(", ")}, ${modified === undefined ? "" : "_modified, "}
  fault, ${blanked} as _blanked, _unread
from settled`;
}
