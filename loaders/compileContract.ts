import { type Contract, reasonOf } from "./contract.ts";
import {
  type ColumnSchema,
  type ContractColumn,
  isPlainText,
  keyedColumns,
  showableColumns,
  toColumns,
} from "./contractColumns.ts";
import { DataError } from "./dataError.ts";
import { unreadableDate } from "./dateHints.ts";
import { formulaWithoutValue, reasons, spreadsheetErrors, totalWords } from "./emptyCells.ts";
import { keyedHash } from "./landingKey.ts";
import { changeExpression, formsOf, momentExpression, noDatesSql, writtenNoDates } from "./moments.ts";
import { repeatsBy, type Source } from "./sources.ts";
import { literal, quote } from "./sqlText.ts";
import { inOneSpelling } from "./vocabulary.ts";

/** What a cell may have around its text: spaces, no-break spaces, tabs and line ends. */
const blanks = " \t\r\n\u00a0";

export { literal, quote };

/** What models read of a keyed column. */
export const keyColumn = (column: string) => `${column}_key`;

const shownAs = (column: string) => `shown_${column}`;

/**
 * The DuckDB type of each column of a contract's raw table: all but the personal ones, which land as marks alone, and
 * for each that may be shown of some rows a column of its own, `shown_…`, empty of all others, for each that is keyed
 * its hash, `…_key`.
 */
export function rawColumns(contract: Contract): Map<string, string> {
  const columns = toColumns(contract).filter(({ schema }) => !schema.personal);
  const shown = showableColumns(contract).map((name) => [shownAs(name), "VARCHAR"] as const);
  const keys = keyedColumns(contract).map((name) => [keyColumn(name), "VARCHAR"] as const);
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
  const keys = keyedColumns(contract).map((name) => `${keyedHash(quote(name))} as ${quote(keyColumn(name))}`);
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

/** Blanks that stand between groups of digits: a plain one, and those that don't break. */
const groupBlanks = " \u00a0\u2009\u202f";

const escapeMark = (mark: string) => mark.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");

/** SQL of the whole number that a text says, by the marks of its source; null where it says none. */
export const numberOf = (source: Source, text: string): string =>
  numberExpression({ name: "", kind: "other", nullable: true, schema: { type: "integer" } }, source, text);

/** SQL of the number that a text says: in digits or in groups of three, with the marks its source has between them. */
function numberExpression({ schema }: ContractColumn, source: Source, text: string): string {
  const isWhole = schema.type === "integer";
  const { decimal = ".", thousands = decimal === "." ? "," : "" } = source;
  const point = escapeMark(decimal);
  const between = `[${escapeMark(thousands)}${groupBlanks}]`;
  const grouped = `-?[0-9]{1,3}(${between}[0-9]{3})+`;
  const digitsOf = (written: string) => (decimal === "." ? written : `replace(${written}, ',', '.')`);
  const ungrouped = `regexp_replace(${text}, ${literal(between)}, '', 'g')`;
  const [plain, more, parse] = isWhole
    ? [
        `-?[0-9]+(${point}0+)?`,
        `(${point}0+)?`,
        (digits: string) => `try_cast(try_cast(${digitsOf(digits)} as double) as bigint)`,
      ]
    : [
        `-?[0-9]*${point}?[0-9]+([eE]-?[0-9]+)?`,
        `(${point}[0-9]+)?`,
        (digits: string) => `try_cast(${digitsOf(digits)} as double)`,
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
      when regexp_full_match(${text}, ${literal(plain)}) then ${parse(text)}
      when regexp_full_match(${text}, ${literal(`${grouped}${more}`)}) then ${parse(ungrouped)}
      ${durations}
    end`;
}

function dateExpression({ name, schema }: ContractColumn, source: Source, text: string): string {
  const forms = formsOf(source, name);
  if (forms.length === 0)
    throw new DataError(`${source.id} can't be used: dates must list the forms of ${name}.`);
  const { day, two_digit_years_from = source.two_digit_years_from } = source.made?.[name] ?? {};
  const isDate = schema.format === "date";
  return momentExpression({ forms, isDate, day, source, twoDigitYearsFrom: two_digit_years_from }, text);
}

function parseExpression(column: ContractColumn, source: Source, text: string): string {
  const { schema } = column;
  if (schema.format === "date" || schema.format === "date-time") return dateExpression(column, source, text);
  if (schema.type === "integer" || schema.type === "number") return numberExpression(column, source, text);
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

/** SQL of a trimmed text `inOneSpelling`. Most have no run of blanks to change. */
const oneSpelling = (text: string): string => {
  const blank = ["  ", "\u00a0", "\n", "\t"]
    .map((found) => `contains(${text}, ${literal(found)})`)
    .join(" or ");
  return `lower(case when ${blank} then regexp_replace(${text}, '[\\s\u00a0]+', ' ', 'g') else ${text} end)`;
};

function plainTextExpression({ name }: ContractColumn, source: Source, text: string): string {
  const spellings = Object.entries(source.values[name] ?? {}).map(
    ([written, meant]) => `when ${literal(inOneSpelling(written))} then ${literal(String(meant))}`,
  );
  const own = `case when ${isEmptyCell(source, text)} then null when ${isSpreadsheetError(text)} then null else ${text} end`;
  return spellings.length === 0 ? own : `case ${oneSpelling(text)} ${spellings.join(" ")} else ${own} end`;
}

const totalBeginnings = ["Tot", "Gra", "Sub", "Ove", "All", "Sum", "Hov", "Ein", "Ges", "Ins", "Raz"].flatMap(
  (start) => [start, start.toUpperCase(), start.toLowerCase()],
);
const totalEnds = ["otal", "otals", "otal:", "otals:", "OTAL", "OTALS", "OTAL:", "OTALS:"];

/** Whether a text says that its row is a total of others. Its beginning or end tells most that don't. */
const isTotal = (text: string): string => {
  const begins = totalBeginnings.map((start) => `prefix(${text}, ${literal(start)})`);
  const ends = totalEnds.map((end) => `suffix(${text}, ${literal(end)})`);
  return `(${[...begins, ...ends].join(" or ")})
    and regexp_full_match(lower(${text}), ${literal(totalWords)})`;
};

const booleanValues: Record<string, boolean> = {
  yes: true,
  no: false,
  y: true,
  n: false,
  true: true,
  false: false,
};

function parseCoded(
  column: ContractColumn,
  source: Source,
  text: string,
  vocabulary: readonly string[],
): string {
  const given = source.values[column.name];
  const own = Object.fromEntries(vocabulary.map((value) => [value, value]));
  const values = given ?? (column.schema.type === "boolean" ? booleanValues : own);
  const cases = Object.entries(values).map(([label, value]) => {
    if (!vocabulary.includes(String(value)))
      throw new DataError(`${source.id} can't be used: ${column.name} can't be '${value}'.`, [
        `it must be one of: ${vocabulary.join(", ")}`,
      ]);
    return `when ${literal(inOneSpelling(label))} then ${typeof value === "boolean" ? value : literal(String(value))}`;
  });
  return `case ${oneSpelling(text)} ${cases.join(" ")} end`;
}

/** Why a text is no value of its column, in the words that quarantine shows. */
export function unreadableReason({ schema }: ContractColumn): string {
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
  column: ContractColumn,
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
  const none = isDated ? writtenNoDates(source, column.name) : [];
  if (none.length > 0) cases.push(`when ${isAmong(text, none.map(literal))} then ${absent}`);
  const isAnyText = isPlainText(column);
  const reason = unreadableReason(column);
  const odd = isDated ? unreadableDate(reason, source, column.name, text) : literal(reason);
  const unread = `case when ${text} is null then ${absent} ${cases.join(" ")} else ${isAnyText ? absent : odd} end`;
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
  const parsedDay = schema.format === "date-time" ? `${parsed}::date` : parsed;
  if (schema.from) outside.push(`${parsedDay} < date ${literal(schema.from)}`);
  if (schema.to) outside.push(`${parsedDay} > date ${literal(schema.to)}`);
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
function isNoDate({ name, schema }: ContractColumn, source: Source): string {
  const none = schema.format?.startsWith("date") ? noDatesSql(source) : [];
  return none.length === 0 ? "" : isAmong(`${quote(`${name} parsed`)}::date`, none);
}

/**
 * SQL of a cell's text without the blanks around it, null where nothing is left. A cell that neither begins nor ends
 * with one isn't trimmed: that took more time than all the rest of the judging. Of a CSV `="00123"` is the text 00123: so it is
 * written where a spreadsheet is to keep its zeros.
 */
function trimmed(cell: string): string {
  const ends = [...blanks].map((blank) => `suffix(${cell}, ${literal(blank)})`);
  const isBlank = [`${cell} < '!'`, ...ends, `prefix(${cell}, '\u00a0')`].join(" or ");
  return `case
    when ${isBlank} then nullif(trim(${cell}, ${literal(blanks)}), '')
    when prefix(${cell}, '="') and suffix(${cell}, '"') then nullif(trim(${cell}[3:-2], ${literal(blanks)}), '')
    else ${cell}
  end`;
}

/** SQL of the text of a column in a row: that of its heading, or made of some as its mapping says; null where nothing is left. */
function textExpression(name: string, source: Source): string {
  const made = source.made?.[name];
  if (source.sheet_is === name) return trimmed("_sheet");
  if (!made) return trimmed(quote(source.columns[name] ?? ""));
  const { constant, numbered, with: between = " ", prefix = "", suffix = "", empty = [] } = made;
  if (constant !== undefined) return literal(`${prefix}${constant}${suffix}`);
  if (numbered) return `${literal(prefix)} || _number || ${literal(suffix)}`;
  const blank = { ...source, empty: [...source.empty, ...empty] };
  const parts = made.from.map((heading) => {
    const text = trimmed(quote(heading));
    const isPlain = made.from.length === 1 && empty.length === 0 && prefix === "" && suffix === "";
    return isPlain ? text : `case when not (${isEmptyCell(blank, text)}) then ${text} end`;
  });
  const [first = ""] = parts;
  const joined =
    parts.length === 1 ? first : `nullif(concat_ws(${literal(between)}, ${parts.join(", ")}), '')`;
  const before = prefix === "" ? "" : `${literal(prefix)} || `;
  return `${before}${joined}${suffix === "" ? "" : ` || ${literal(suffix)}`}`;
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
  const isMapped = ({ name }: ContractColumn) =>
    source.sheet_is === name || source.columns[name] !== undefined;
  const of = (kind: string, { name }: Pick<ContractColumn, "name">) => quote(`${name} ${kind}`);
  const list = (parts: readonly string[]) => parts.join(",\n  ");
  const texts = columns.map(
    (column) =>
      `${isMapped(column) ? textExpression(column.name, source) : "null::varchar"} as ${of("text", column)}`,
  );
  const parsed = columns.map(
    (column) => `${parseExpression(column, source, of("text", column))} as ${of("parsed", column)}`,
  );
  const { modified } = source;
  if (modified !== undefined) {
    texts.push(`${trimmed(quote(modified))} as "_modified text"`);
    parsed.push(`${changeExpression(source, quote("_modified text"))} as _modified`);
  }
  const standing = repeatsBy(source);
  if (standing !== undefined) {
    texts.push(`${trimmed(quote(standing))} as "_standing text"`);
    parsed.push(`${changeExpression(source, quote("_standing text"))} as _standing`);
  }
  const faults = columns.map((column) => {
    return `${faultExpression(column, contract, source, { received, isMapped: isMapped(column) })} as ${of("fault", column)}`;
  });
  const left = columns.map((column) => {
    const none = isNoDate(column, source);
    const isLeft = [
      `${of("fault", column)} is null`,
      ...(none ? [`(${none}) is distinct from true`] : []),
    ].join(" and ");
    return `case when ${isLeft} then ${of("parsed", column)} end as ${of("left", column)}`;
  });
  const brokenRules = (column: ContractColumn) =>
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
  const said = (column: ContractColumn) => `${literal(`${column.name}\t`)} || ${of("broken", column)}`;
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
select _file, _sheet, _row, ${columns.map(({ name }) => quote(name)).join(", ")}, ${modified === undefined ? "" : "_modified, "}${standing === undefined ? "" : "_standing, "}
  fault, ${blanked} as _blanked, _unread
from settled`;
}
