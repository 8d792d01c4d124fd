import type { Contract } from "../../loaders/contract.ts";
import { isPlainText, neededColumns, toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { DataError } from "../../loaders/dataError.ts";
import { type Match, matchColumns } from "./columnMatch.ts";
import { compareDates, type DateOrder } from "./compareDates.ts";
import type { DescribedColumn, DescribedFile, DescribedTable } from "./describeFile.ts";
import { addDates, saidOfOrder } from "./proposedDates.ts";
import { addValues, meaningsOf, needsWords, toVocabulary } from "./proposedWords.ts";
import { SettingsLines, toFlowList, toScalar } from "./settingsText.ts";

/** A source as it is proposed: its id, and its lines under `sources:`. */
export interface ProposedSource {
  id: string;
  lines: readonly string[];
  /** What vocabulary.yaml may say of its words, as lines. */
  vocabulary: readonly string[];
  /** What is left to a person, in words. */
  choices: string[];
}

/** The contract of a name. Throws a DataError that names those there are. */
export function getContract(name: string): Contract {
  const contract = contracts.get(name);
  if (contract) return contract;
  throw new DataError(`unknown contract: ${name}`, [], `The contracts: ${[...contracts.keys()].join(", ")}.`);
}

const count = (number: number) => number.toLocaleString("en-GB");

/** The table of a workbook that is proposed for: the visible one with most rows. */
function pickTable(described: DescribedFile): DescribedTable {
  const [table] = described.tables
    .filter(({ columns }) => columns.length > 0)
    .toSorted((a, b) => Number(a.is_hidden) - Number(b.is_hidden) || b.rows - a.rows);
  if (!table || table.header_row === null)
    throw new DataError(
      `${described.file} can't be mapped.`,
      ["no row of it seems to hold headings, and columns are mapped by those"],
      "Put a row of headings above the data, or ask for the file with one.",
    );
  return table;
}

/** The sheets of a workbook that are read as one table: that table, and those on view with the same headings in the same row. */
const tablesLike = ({ tables }: DescribedFile, table: DescribedTable): DescribedTable[] =>
  tables.filter(
    (one) =>
      one === table ||
      (!one.is_hidden &&
        one.header_row === table.header_row &&
        JSON.stringify(headingsOf(one)) === JSON.stringify(headingsOf(table))),
  );

const headingsOf = ({ columns }: DescribedTable) => columns.map(({ heading }) => heading);

/** The name of a source from that of its file: `Cases 2019-20 (2).csv` is cases. */
export function toSourceId(file: string): string {
  const words = file
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, "")
    .replace(/\d[\d-]*/g, " ")
    .replace(/[^a-z]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return words === "" ? "source" : words;
}

/** A file's name as a pattern: the period it names, if any, in place of that month or year. */
function toPattern(file: string): string {
  const month = /(?<!\d)(19|20)\d{2}-(0[1-9]|1[0-2])(?!\d)/.exec(file);
  const year = [...file.matchAll(/(?<!\d)((?:19|20)\d{2})-(\d{2})(?!\d)/g)].find(
    ([, from = "", to = ""]) => (Number(from) + 1) % 100 === Number(to),
  );
  // 2011-12 may be either.
  if (year && (!month || month.index !== year.index)) return file.replace(year[0], "{financial-year}");
  return month && !year ? file.replace(month[0], "{month}") : file;
}

function addColumns(
  lines: SettingsLines,
  matches: readonly Match[],
  contract: Contract,
  orders: readonly DateOrder[],
): string[] {
  const choices: string[] = [];
  lines.add(4, "columns:");
  for (const { column, found, reason } of matches.filter((one) => one.found && !needsWords(one)))
    if (found) lines.add(6, `${column.name}: ${toScalar(found.heading)}`, reason);
  for (const match of matches.filter(needsWords)) {
    const { column, found } = match;
    if (!found) continue;
    choices.push(column.name);
    lines.say(
      6,
      `CHOOSE whether ${found.heading} is ${describeColumn(contract, column.name)}, and what its words mean, ${meaningsOf(match).length > 0 ? "in vocabulary.yaml" : "under values"}:`,
    );
    lines.offer(6, `${column.name}: ${toScalar(found.heading)}`);
  }
  for (const { column, candidates } of matches.filter(
    ({ found, candidates }) => !found && candidates.length > 0,
  )) {
    choices.push(column.name);
    lines.say(6, `CHOOSE one of these for ${describeColumn(contract, column.name)}, or none:`);
    for (const order of orders.filter(
      ({ first, second }) => candidates.includes(first) || candidates.includes(second),
    ))
      lines.say(6, saidOfOrder(order));
    for (const one of candidates)
      lines.offer(
        6,
        `${column.name}: ${toScalar(one.heading)}`,
        saidOfCandidate(one, column.kind === "identity"),
      );
  }
  addSameDays(lines, matches, contract);
  addOthers(lines, matches, contract);
  return choices;
}

/** What else the contract may have, for headings that it is called by in no way that is known, as those of another language. */
function addOthers(lines: SettingsLines, matches: readonly Match[], contract: Contract): void {
  const isFound = (name: string | undefined) =>
    matches.some(({ column, found }) => column.name === name && found !== null);
  const open = matches.filter(
    ({ column, found, candidates }) =>
      found === null && candidates.length === 0 && !isFound(sameDays[column.name]),
  );
  if (open.length === 0) return;
  lines.say(
    6,
    `More that ${contract.name} may have, each with the heading that it stands under in the file:`,
  );
  for (const { column } of open) lines.say(6, `  ${describeColumn(contract, column.name)}`);
}

/** Days that in many logs are one: where only the second is recorded, whoever knows the log may say that it is the first too. */
const sameDays: Record<string, string> = { decided_on: "closed_on" };

function addSameDays(lines: SettingsLines, matches: readonly Match[], contract: Contract): void {
  for (const [name, other] of Object.entries(sameDays)) {
    const own = matches.find(({ column }) => column.name === name);
    const found = matches.find(({ column }) => column.name === other)?.found;
    if (!own || own.found || own.candidates.length > 0 || !found) continue;
    lines.say(
      6,
      `CHOOSE whether ${found.heading} is ${describeColumn(contract, name)} too: nothing is counted by that day if not.`,
    );
    lines.offer(6, `${name}: ${toScalar(found.heading)}`);
  }
}

const countRows = (rows: number) => `${count(rows)} ${rows === 1 ? "row" : "rows"}`;

function saidOfCandidate(
  { filled, distinct, dates, could_be_key }: DescribedColumn,
  isIdentity: boolean,
): string {
  if (isIdentity && could_be_key) return "each value is there once, and none is empty";
  if (isIdentity)
    return `${distinct === null ? "many" : count(distinct)} different values in ${countRows(filled)}`;
  const dated = (dates?.serials ?? 0) + (dates?.shapes ?? []).reduce((sum, { values }) => sum + values, 0);
  return dates && dated < filled
    ? `a date in ${count(dated)} of ${countRows(filled)}`
    : `filled in ${countRows(filled)}`;
}

const describeColumn = ({ fields }: Contract, name: string): string =>
  `${name} (${(fields.shape[name]?.description ?? name).split(/[;(]/)[0]?.trim()})`;

/** Candidates for what must be there and nothing is called by: what could be it by its values. */
function withLastResort(matches: Match[], described: readonly DescribedColumn[]): Match[] {
  const taken = new Set(matches.flatMap(({ found, candidates }) => (found ? [found] : candidates)));
  return matches.map((match) => {
    const { column, found, candidates } = match;
    if (found || candidates.length > 0 || column.nullable) return match;
    const isDate = column.schema.format?.startsWith("date") === true;
    const left = described.filter((one) => one.heading !== "" && !taken.has(one) && !one.personal);
    const may = left.filter((one) =>
      isDate
        ? one.kind === "dates"
        : column.kind === "identity"
          ? one.could_be_key === true
          : isPlainText(column) && one.kind === "words of a list",
    );
    return { ...match, candidates: may };
  });
}

/**
 * A mapping of a described file to a contract, as lines of `sources:`. Each column has its reason; what is ambiguous (a form of dates
 * that nothing decides, two columns of one meaning, the meaning of a word, what a later file does to an earlier) is left to a person as
 * commented-out choices, so that the settings are refused or the column isn't read until somebody chooses. What may be about
 * people isn't read. `path` is the file's, which is read again where dates are to be compared.
 */
export async function proposeSource(
  described: DescribedFile,
  { path, contract, id }: { path: string; contract: Contract; id: string },
): Promise<ProposedSource> {
  const table = pickTable(described);
  const columns = toColumns(contract);
  const matches = withLastResort(matchColumns(columns, table.columns), table.columns);
  const doubtful = [
    ...new Set(
      matches.flatMap(({ column, candidates }) =>
        column.schema.format?.startsWith("date") ? candidates : [],
      ),
    ),
  ];
  const compared =
    doubtful.length > 0 ? table.columns.filter(({ kind, personal }) => kind === "dates" && !personal) : [];
  const headerRow = ["parquet", "json", "jsonl"].includes(described.format) ? 0 : (table.header_row ?? 0);
  const orders = await compareDates(path, { sheet: table.sheet ?? "", headerRow }, compared.slice(0, 6));
  const like = tablesLike(described, table);
  const all = like.reduce((sum, { rows }) => sum + rows, 0);
  const lines = new SettingsLines();
  lines.say(
    2,
    `Proposed from ${described.file}: ${countRows(all)}. CHOOSE: only a person knows; take away the # of one.`,
  );
  if (like.length > 1) lines.say(2, `What is said of its columns is of sheet ${table.sheet}.`);
  lines.add(2, `${id}:`);
  lines.add(
    4,
    `system: ${toScalar(id.replaceAll("_", " "))}`,
    "what pages call it where they say what it doesn't hold",
  );
  lines.add(4, `contract: ${contract.name}`);
  const choices = [
    ...addFiles(lines, described, table, matches),
    ...addDates(
      lines,
      described,
      matches.flatMap(({ column, found, candidates }) =>
        column.schema.format?.startsWith("date") ? (found ? [found] : candidates) : [],
      ),
    ),
    ...addLater(lines),
    ...addColumns(lines, matches, contract, orders),
  ];
  addUnrecorded(
    lines,
    contract,
    matches,
    columns.map(({ name }) => name),
  );
  addNotRead(lines, table, matches);
  addValues(lines, matches);
  return { id, lines: lines.lines, vocabulary: toVocabulary(matches), choices };
}

function addFiles(
  lines: SettingsLines,
  described: DescribedFile,
  table: DescribedTable,
  matches: readonly Match[],
): string[] {
  const { file, format, encoding, delimiter, rows_under } = described;
  const choices: string[] = [];
  const pattern = toPattern(file);
  if (pattern === file) {
    lines.add(4, `files: ${toScalar(file)}`);
    choices.push("covers_from");
    const first = firstDay(matches, tablesLike(described, table));
    lines.say(
      4,
      "CHOOSE from which day on the file holds everything: figures of days before aren't held, never zero.",
    );
    lines.offer(
      4,
      `covers_from: ${first ?? "yyyy-mm-dd"}`,
      first ? "the first day there is of the date received" : "",
    );
    lines.say(
      4,
      "It is taken to hold every day up to the one before it was received. A log that ended sooner says so: until: yyyy-mm-dd",
    );
  } else lines.add(4, `files: ${toScalar(pattern)}`, "the period it covers is the one in its name");
  if (format === "csv" && /\.(xlsx|xlsm|xlsb|xls|ods)$/i.test(file))
    lines.say(
      4,
      "Its name is a workbook's and its bytes are text: it is read as text, whatever it is called.",
    );
  lines.add(4, `format: ${format}`);
  if (rows_under !== undefined)
    lines.add(4, `rows: ${toScalar(rows_under)}`, "the array that its rows are in");
  if (encoding?.is_doubtful) {
    choices.push("encoding");
    lines.say(4, `CHOOSE its encoding: ${encoding.known_by}`);
    lines.offer(4, `encoding: ${encoding.name}`);
    lines.offer(4, "encoding: iso-8859-2");
  } else if (encoding && format === "csv")
    lines.add(4, `encoding: ${encoding.name}`, `by ${encoding.known_by}`);
  if (delimiter && delimiter.character !== ",")
    lines.add(4, `delimiter: ${JSON.stringify(delimiter.character)}`, `by ${delimiter.known_by}`);
  if (table.sheet !== null) {
    const like = tablesLike(described, table);
    const others = described.tables.filter((one) => !like.includes(one) && one.columns.length > 0);
    const names = like.map(({ sheet }) => sheet ?? "");
    if (like.length === 1) lines.add(4, `sheets: ${toFlowList(names)}`);
    else if (others.length > 0)
      lines.add(
        4,
        `sheets: ${toFlowList(names)}`,
        "these have the same headings, and one more is to be named",
      );
    else
      lines.add(4, "sheets: all", "each has the same headings, and one that a later file has more is read");
    for (const { sheet, is_hidden, rows } of others)
      lines.say(4, `not read: sheet ${sheet}${is_hidden ? " (hidden)" : ""}, ${countRows(rows)}`);
  }
  if (table.header_row !== null && table.header_row > 1)
    lines.add(4, `header_row: ${table.header_row}`, `below ${table.title_rows} of titles`);
  return choices;
}

/** The first day of the date received, of all sheets that are read, where it is known which column and form that is. */
function firstDay(matches: readonly Match[], like: readonly DescribedTable[]): string | undefined {
  const received = matches.find(({ column, found }) => found && column.kind === "clock" && !column.nullable);
  const days = like
    .flatMap(({ columns }) => columns.filter(({ heading }) => heading === received?.found?.heading))
    .flatMap(({ dates }) => dates?.shapes ?? [])
    .map(({ decided, forms }) => forms.find(({ form }) => form === decided)?.from);
  return days.length > 0 && days.every((day) => day !== undefined) ? days.toSorted().at(0) : undefined;
}

function addLater(lines: SettingsLines): string[] {
  lines.say(4, "CHOOSE what a later file does:");
  lines.offer(4, "later_files: replace", "the newest file holds everything, and stands alone");
  lines.offer(4, "later_files: update", "a row with the same key takes the place of the earlier one");
  lines.offer(4, "later_files: add", "rows are new, or correct the same day or period");
  lines.say(
    4,
    "CHOOSE when a file is due: figures are reported to the last month end that expected files cover.",
  );
  lines.offer(
    4,
    "due: { days: 5 }",
    "five days after its period ends; of a file of a year that comes each month: { days: 5, each: month }",
  );
  lines.offer(4, "due: never", "nothing is waited for, and no month is reported for its sake");
  return ["later_files", "due"];
}

function addUnrecorded(
  lines: SettingsLines,
  contract: Contract,
  matches: readonly Match[],
  names: readonly string[],
): void {
  const needed = new Set(neededColumns(contract));
  const known = new Map(matches.map((match) => [match.column.name, match]));
  const lacking = names.filter((name) => {
    const match = known.get(name);
    const isOpen = match !== undefined && (match.found !== null || match.candidates.length > 0);
    return needed.has(name) && !isOpen;
  });
  const isNullable = (name: string) => contract.fields.shape[name]?.safeParse(null).success === true;
  const silent = lacking.filter(isNullable);
  if (silent.length > 0) lines.add(4, "not_recorded:");
  for (const name of silent) lines.add(6, `${name}: no column of its extracts is named for it`);
  for (const name of lacking.filter((one) => !isNullable(one)))
    lines.say(
      4,
      `CHOOSE the heading of ${describeColumn(contract, name)}, under columns: nothing in the file is called so.`,
    );
}

function addNotRead(lines: SettingsLines, { columns }: DescribedTable, matches: readonly Match[]): void {
  const read = new Set(matches.flatMap((match) => (match.found && !needsWords(match) ? [match.found] : [])));
  const offered = new Set(
    matches.flatMap((match) => (needsWords(match) && match.found ? [match.found] : match.candidates)),
  );
  const left = columns.filter((column) => !read.has(column));
  const headings = new Map(left.map((column) => [column.heading, column]));
  const readHeadings = new Set([...read].map(({ heading }) => heading));
  const own = [...headings].filter(([heading]) => !readHeadings.has(heading));
  if (own.length === 0) return;
  lines.add(4, "not_read:");
  for (const [heading, column] of own) {
    const why = column.personal
      ? `may be about people (${column.personal.what}, by ${column.personal.known_by}), and isn't needed`
      : offered.has(column)
        ? "unless it is chosen above: then it is read all the same"
        : column.kind === "empty"
          ? "empty in every row"
          : "no column of the contract is called so";
    lines.add(6, `- ${toScalar(heading)}`, why);
  }
}
