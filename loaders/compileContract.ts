import { type Contract, reasonOf } from "./contract.ts";
import { type Column, type ColumnSchema, showableColumns, toColumns } from "./contractColumns.ts";
import { DataError } from "./dataError.ts";
import type { Source } from "./sources.ts";

/** What a cell may have around its text: spaces, no-break spaces, tabs and line ends. */
const blanks = " \t\r\n\u00a0";

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

/**
 * The DuckDB type of each column of a contract's raw table: all but the personal ones, which only land, and
 * for each that may be shown of some rows a column of its own, `shown_…`, empty of all others.
 */
export function rawColumns(contract: Contract): Map<string, string> {
  const columns = toColumns(contract).filter(({ schema }) => !schema.personal);
  const shown = showableColumns(contract).map((name) => [`shown_${name}`, "VARCHAR"] as const);
  return new Map([...columns.map(({ name, schema }) => [name, sqlType(schema)] as const), ...shown]);
}

/**
 * What a raw table holds of a personal column, from landed rows of `sources` as `rows`, each with its `_source`:
 * its text where the mapping of the row's own source says it may be shown, otherwise nothing.
 */
export function shownExpression(name: string, sources: readonly Source[]): string {
  const cases = sources.flatMap(({ id, may_be_shown }) => {
    const where = may_be_shown[name];
    if (!where) return [];
    const conditions = Object.entries(where).map(
      ([column, values]) => `rows.${quote(column)} in (${values.map(literal).join(", ")})`,
    );
    return [
      `when ${[`rows._source = ${literal(id)}`, ...conditions].join(" and ")} then rows.${quote(name)}`,
    ];
  });
  return cases.length === 0 ? "null::varchar" : `case ${cases.join(" ")} end`;
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
  const forms = formsOf(source);
  const list = `[${forms.map((form) => literal(toStrptime(form))).join(", ")}]`;
  if (schema.format === "date" || schema.format === "date-time") {
    if (forms.length === 0)
      throw new DataError(`${source.id} can't be used: dates must list the forms of ${column.name}.`);
    if (schema.format === "date") return `try_strptime(${text}, ${list})::date`;
    const isUtc = source.dates.every((form) => form.endsWith("Z"));
    if (isUtc) return `try_strptime(${text}, ${list})`;
    return `timezone('UTC', timezone(${literal(source.time_zone)}, try_strptime(${text}, ${list})))`;
  }
  if (schema.type === "integer")
    return `case when regexp_full_match(${text}, '-?[0-9]+(\\.0+)?') then try_cast(try_cast(${text} as double) as bigint) end`;
  if (schema.type === "number")
    return `case when regexp_full_match(${text}, '-?[0-9]*\\.?[0-9]+([eE]-?[0-9]+)?') then try_cast(${text} as double) end`;
  if (schema.type === "boolean") return parseCoded(column, source, text, ["true", "false"]);
  if (schema.enum) return parseCoded(column, source, text, schema.enum);
  return text;
}

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

function unreadableReason({ schema }: Column): string {
  if (schema.format === "date") return "not a date";
  if (schema.format === "date-time") return "not a date and time";
  if (schema.type === "integer" || schema.type === "number") return "not a number";
  return "unknown value";
}

function faultsOf(column: Column): [condition: string, reason: string][] {
  const text = quote(`${column.name} text`);
  const value = quote(column.name);
  const { schema } = column;
  const faults: [string, string][] = [];
  if (!column.nullable) faults.push([`${text} is null`, "missing"]);
  const isPlainText = schema.type === "string" && !schema.enum && !schema.format?.startsWith("date");
  if (!isPlainText) faults.push([`${text} is not null and ${value} is null`, unreadableReason(column)]);
  const outside: string[] = [];
  const numeric: [keyof ColumnSchema, string][] = [
    ["minimum", "<"],
    ["maximum", ">"],
    ["exclusiveMinimum", "<="],
    ["exclusiveMaximum", ">="],
  ];
  for (const [bound, operator] of numeric) {
    if (schema[bound] !== undefined) outside.push(`${value} ${operator} ${schema[bound]}`);
  }
  if (schema.from) outside.push(`${value} < date ${literal(schema.from)}`);
  if (schema.to) outside.push(`${value} > date ${literal(schema.to)}`);
  if (outside.length > 0) faults.push([outside.join(" or "), "out of range"]);
  if (isPlainText && schema.pattern)
    faults.push([`not regexp_full_match(${text}, ${literal(schema.pattern)})`, "malformed"]);
  if (isPlainText && schema.maxLength) faults.push([`length(${text}) > ${schema.maxLength}`, "too long"]);
  return faults;
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
 * One SELECT that judges every row of `relation` (text columns named as the files' headings, `_file`, `_sheet`,
 * `_row`) by the contract: its typed columns, `_file`, `_sheet`, `_row`, and `fault`: column and reason of the first
 * fault with a tab between, null for a row that is admitted. `receivedOn` is the day the extract was received, or of
 * many files that of each, in the order of `_file`. That a key is there twice isn't seen here. Where the source's settings
 * name the heading that says when a record was last changed, `_modified` is that moment, null where it can't be read.
 */
export function compileContract(
  contract: Contract,
  source: Source,
  relation: string,
  receivedOn: string | readonly string[],
): string {
  const columns = toColumns(contract);
  const headingOf = (name: string): string | undefined => {
    if (source.sheet_is === name) return "_sheet";
    const heading = source.columns[name];
    return heading === undefined ? undefined : quote(heading);
  };
  const texts = columns.map(({ name }) => {
    const heading = headingOf(name);
    return `${heading === undefined ? "null::varchar" : trimmed(heading)} as ${quote(`${name} text`)}`;
  });
  const typed = columns.map((column) => {
    const text = quote(`${column.name} text`);
    return `${parseExpression(column, source, text)} as ${quote(column.name)}`;
  });
  const { modified } = source;
  if (modified !== undefined) {
    texts.push(`${trimmed(quote(modified))} as "_modified text"`);
    typed.push(`try_strptime("_modified text", ${momentForms(source)}) as _modified`);
  }
  const received = receipt(receivedOn);
  const faults = columns
    .flatMap((column) =>
      faultsOf(column).map(([condition, reason]) => ({ column: column.name, condition, reason })),
    )
    .concat(
      contract.rules.map((rule) => {
        const limit = rule.relation === "not before" ? quote(rule.other) : received;
        const value = rule.relation === "not before" ? quote(rule.column) : `${quote(rule.column)}::date`;
        const condition = `${value} ${rule.relation === "not before" ? "<" : ">"} ${limit}`;
        return { column: rule.column, condition, reason: reasonOf(rule) };
      }),
    );
  const fault = faults
    .map(({ column, condition, reason }) => `when ${condition} then ${literal(`${column}\t${reason}`)}`)
    .join("\n    ");
  const names = columns.map(({ name }) => quote(name)).join(", ");
  return `
with text_rows as (select _file, _sheet, _row, ${texts.join(", ")} from ${relation}),
typed as (select *, ${typed.join(", ")} from text_rows)
select _file, _sheet, _row, ${names},${modified === undefined ? "" : " _modified,"}
  case
  ${fault}
  end as fault
from typed`;
}
