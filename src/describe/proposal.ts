import type { Contract } from "../../loaders/contract.ts";
import { isPlainText, neededColumns, toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { DataError } from "../../loaders/dataError.ts";
import { wordLists } from "../../loaders/wordLists.ts";
import { type Match, matchColumns } from "./columnMatch.ts";
import { compareDates, type DateOrder } from "./compareDates.ts";
import { splitForm } from "./dateReadings.ts";
import { nameColumn, saidOfShape, sayForm } from "./describedText.ts";
import type { DescribedColumn, DescribedFile, DescribedTable } from "./describeFile.ts";
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

/** Forms that cells of a workbook and columns of Parquet have, which are read whatever `dates` says. */
const typedForms = new Set(["yyyy-mm-dd", "yyyy-mm-ddThh:mm:ss", "yyyy-mm-dd hh:mm:ss"]);

const isTyped = ({ format }: DescribedFile) => format === "spreadsheet" || format === "parquet";

/** The forms of dates of the columns that are read as such: all decided, or what is left to a person. */
function addDates(
  lines: SettingsLines,
  described: DescribedFile,
  dated: readonly DescribedColumn[],
): string[] {
  const shapes = dated.flatMap((column) => (column.dates?.shapes ?? []).map((shape) => ({ column, shape })));
  const open = shapes.filter(({ shape }) => shape.decided === null);
  const serial = dated.filter(({ dates }) => (dates?.serials ?? 0) > 0);
  const forms = [...new Set(shapes.flatMap(({ shape }) => shape.decided ?? []))].filter(
    (form) => !isTyped(described) || !typedForms.has(form),
  );
  const contrary = forms.filter((form) => forms.some((other) => isContrary(form, other)));
  const choices: string[] = [];
  if (
    forms.some((form) => /(?<!y)yy(?!y)/.test(form)) ||
    open.some(({ shape }) => shape.forms.some(({ form }) => /(?<!y)yy(?!y)/.test(form)))
  ) {
    lines.say(4, "CHOOSE the first year that a year of two digits may be: 69 is then 1969 or 2069.");
    lines.offer(4, "two_digit_years_from: 1970");
    lines.offer(4, "two_digit_years_from: 1930");
    choices.push("two_digit_years_from");
  }
  for (const column of serial) lines.say(4, `${nameColumn(column)}: serial numbers of a spreadsheet`);
  if (open.length === 0 && contrary.length === 0) {
    const reasons = shapes
      .filter(({ shape }) => shape.decided !== null && forms.includes(shape.decided))
      .map(({ column, shape }) => reasonOfForm(column, shape));
    for (const reason of reasons) lines.say(4, reason);
    if (forms.length > 0) lines.add(4, `dates: ${toFlowList(toSettings(forms))}`);
    for (const language of languagesOf(forms))
      lines.add(4, `month_names: ${language}`, "by the names of months");
    return choices;
  }
  choices.push("dates");
  lines.say(4, "CHOOSE how dates are written: nothing in the file tells.");
  const shown = contrary.length > 0 ? shapes : open;
  const offered = new Set<string>();
  for (const { column, shape } of shown) {
    const heading = nameColumn(column);
    for (const line of saidOfShape(shape)) lines.say(4, `${heading}: ${line}`);
    for (const { form, misfits } of shape.forms) if (misfits === 0) offered.add(form);
  }
  const elsewhere = shapes.filter(({ shape }) => [...offered].some((form) => form === shape.decided));
  if (contrary.length === 0) {
    for (const { column, shape } of elsewhere)
      lines.say(4, `In the same file, ${reasonOfForm(column, shape)}`);
    for (const form of forms)
      for (const other of [...offered]) if (isContrary(form, other)) offered.delete(other);
  }
  const rest = forms.filter((form) => !offered.has(form));
  for (const form of offered) {
    lines.offer(4, `dates: ${toFlowList(toSettings([form, ...rest]))}`);
    for (const language of languagesOf([form])) lines.offer(4, `month_names: ${language}`);
  }
  for (const language of languagesOf(rest))
    lines.add(4, `month_names: ${language}`, "by the names of months");
  return choices;
}

/** Forms as the setting `dates` has them, each once. */
const toSettings = (forms: readonly string[]) => [...new Set(forms.map((form) => splitForm(form).form))];

/** The language of their months, of forms whose months aren't English: a source has one. */
const languagesOf = (forms: readonly string[]) =>
  [...new Set(forms.flatMap((form) => splitForm(form).month_names ?? []))].slice(0, 1);

/** Whether one is the other with day and month exchanged. */
const isContrary = (form: string, other: string): boolean =>
  form !== other && form.replace("dd", "?").replace("mm", "dd").replace("?", "mm") === other;

function reasonOfForm(column: DescribedColumn, shape: Parameters<typeof saidOfShape>[0]): string {
  const [against] = shape.forms.filter(({ misfits }) => misfits > 0);
  const by = against?.decided_by[0];
  const decided = sayForm(shape.decided ?? "");
  if (!against || !by || splitForm(against.form).month_names !== undefined)
    return `${nameColumn(column)}: ${decided} fits all ${count(shape.values)}`;
  const value = by.value === "" ? "its value" : by.value;
  const why = `row ${by.row}: ${value} can't be ${against.form}`;
  return `${nameColumn(column)}: ${decided} fits all ${count(shape.values)}; ${why}`;
}

/** What two columns of dates come to beside each other, in words. */
function saidOfOrder({ first, second, both, earlier, same }: DateOrder): string {
  const share = (part: number) => `${((100 * part) / both).toFixed(part === both ? 0 : 1)}%`;
  const before = `${nameColumn(first)} is before ${nameColumn(second)} in ${share(earlier)}`;
  return `${before} of ${count(both)} rows, the same day in ${share(same)}`;
}

/** The words of a list that a contract has a list for: those that are the same, and whether all are. */
function matchWords({ column, found }: Match): {
  isAll: boolean;
  words: [word: string, own: string | undefined][];
} {
  const own =
    column.schema.enum ?? (column.schema.type === "boolean" ? ["yes", "no", "true", "false", "y", "n"] : []);
  const words = (found?.values ?? []).map(({ value }): [string, string | undefined] => [
    value,
    own.find((one) => one.toLowerCase() === value.toLowerCase()),
  ]);
  return { isAll: words.length > 0 && words.every(([, same]) => same !== undefined), words };
}

/** What the words of a column may mean, where they are the office's own and what is counted goes by their meaning. */
const meaningsOf = ({ column }: Match): readonly string[] =>
  column.schema.words === undefined ? [] : (wordLists[column.schema.words].meanings ?? []);

const isCoded = (match: Match) =>
  match.column.schema.enum !== undefined ||
  match.column.schema.type === "boolean" ||
  meaningsOf(match).length > 0;

/** Whether a match needs a person's word: the words of the file are none of the contract's. */
const needsWords = (match: Match) => isCoded(match) && match.found !== null && !matchWords(match).isAll;

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

/** The words of columns that the office gives a meaning itself, as lines of vocabulary.yaml that a person completes. */
function toVocabulary(matches: readonly Match[]): string[] {
  const lines = new SettingsLines();
  for (const match of matches.filter((one) => needsWords(one) && meaningsOf(one).length > 0)) {
    const { found, column } = match;
    if (!found || column.schema.words === undefined) continue;
    lines.say(0, `CHOOSE what each word of ${found.heading} means: ${meaningsOf(match).join(" | ")}`);
    lines.offer(0, `${column.schema.words}:`);
    for (const [word] of matchWords(match).words) lines.offer(0, `  ${toScalar(word)}:`);
  }
  return [...lines.lines];
}

function addValues(lines: SettingsLines, matches: readonly Match[]): void {
  const coded = matches.filter((match) => needsWords(match) && meaningsOf(match).length === 0);
  if (coded.length === 0) return;
  lines.say(
    4,
    "CHOOSE the meaning of each word of a column chosen above; what isn't listed is left empty, and counted.",
  );
  lines.offer(4, "values:");
  for (const match of coded) {
    const own = match.column.schema.enum ?? ["true", "false"];
    lines.say(4, `  ${match.column.name} may be: ${own.join(" | ")}`);
    lines.offer(4, `  ${match.column.name}:`);
    for (const [word, same] of matchWords(match).words)
      lines.offer(4, `    ${toScalar(word)}:${same === undefined ? "" : ` ${same}`}`);
  }
}

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
