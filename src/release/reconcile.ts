import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Figure } from "../measures/figure.ts";
import { formatGroup, formatPeriod, formatValue } from "../report/format.ts";
import { seam } from "../scan/finding.ts";
import { parseCsv, readTables } from "../scan/readTables.ts";
import { readZip } from "../scan/readZip.ts";
import { defaultLimits } from "../scan/unpack.ts";
import { roundTo } from "../tables/publishedTable.ts";
import { seeWorkbook } from "../tables/workbookRules.ts";

type Row = ReadonlyMap<string, string>;

/** A published table as its CSV has it, with what its JSON says of the columns. */
interface Table {
  name: string;
  measure: string;
  dimensions: string[];
  columns: { name: string; title: string; kind: string; decimals: number }[];
  rows: Row[];
}

const Json = z.object({
  key: z.array(z.string()),
  columns: z.array(z.object({ name: z.string(), title: z.string(), kind: z.string(), decimals: z.number() })),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});

function readRows(file: string): Row[] {
  const [header = [], ...rows] = parseCsv(readFileSync(file, "utf8"));
  return rows.map((row) => new Map(header.map((name, index) => [name, row[index] ?? ""])));
}

const keyOf = (row: Row, names: readonly string[]) => names.map((name) => row.get(name) ?? "").join("|");

/** The table of a CSV, and where its JSON isn't the same. */
function readTable(data: string, name: string, ids: readonly string[]): { table: Table; problems: string[] } {
  const rows = readRows(join(data, `${name}.csv`));
  const json = Json.parse(JSON.parse(readFileSync(join(data, `${name}.json`), "utf8")));
  const measure = ids.find((id) => name === id || name.startsWith(`${id}-by-`)) ?? "";
  const dimensions = json.key.filter((column) => column !== "period");
  const names = json.columns.map((column) => column.name);
  const problems = rows.flatMap((row, index) => {
    const other = json.rows[index] ?? {};
    const wrong = names.filter((column) => (row.get(column) ?? "") !== String(other[column] ?? ""));
    return wrong.map((column) => `${name}: row ${index + 1}, ${column}: JSON and CSV differ`);
  });
  if (rows.length !== json.rows.length) problems.push(`${name}: JSON and CSV have not as many rows`);
  return { table: { name, measure, dimensions, columns: json.columns, rows }, problems };
}

/** A date cell's day: XLSX counts days from the last of 1899. */
function toDay(text: string): string {
  if (!/^\d+$/.test(text)) return text;
  return new Date(Date.UTC(1899, 11, 30 + Number(text))).toISOString().slice(0, 10);
}

/** Where a workbook's worksheets aren't the same as the CSVs of its measure. */
async function compareWorkbook(path: string, tables: readonly Table[]): Promise<string[]> {
  const { sheets } = await seeWorkbook(path);
  const file = path.slice(path.lastIndexOf("/") + 1);
  return tables.flatMap((table, place) => {
    const sheet = sheets[place + 3];
    const seen = sheet?.tables[0];
    if (!sheet || !seen) return [`${file}: no worksheet for ${table.name}`];
    const [heads = [], ...body] = sheet.rows.slice(seen.top - 1, seen.bottom);
    const titles = heads.map(({ text }) => text.replace(/ \[note \d+\]/g, ""));
    if (body.length !== table.rows.length) return [`${file}: ${table.name}: not as many rows as in the CSV`];
    return table.columns.flatMap(({ name, title, kind }) => {
      const column = titles.indexOf(title);
      if (kind === "status") return [];
      if (column < 0) return [`${file}: ${table.name}: no column ${title}`];
      return body.flatMap((cells, index) => {
        const row = table.rows[index];
        const text = cells[column]?.text ?? "";
        const held = row?.get(name) ?? "";
        const marker = row?.get("status") ? `[${row.get("status")}]` : "";
        const said = kind === "date" ? toDay(text) : text;
        const isSame = kind === "number" && held !== "" ? Number(text) === Number(held) : said === held;
        const isMarked = held === "" && kind === "number" && text === marker;
        return isSame || isMarked
          ? []
          : [`${file}: ${table.name}: row ${index + 1}, ${title}: not as in the CSV`];
      });
    });
  });
}

const visible = (cell: string) =>
  cell
    .replace(new RegExp(`${seam}[^${seam}]*${seam}`, "g"), "")
    .replace(/\s+/g, " ")
    .trim();

/** The period a page's row or column names, as the CSV does: of a stock the page gives the day, the CSV the month. */
function periodOf(label: string): string {
  const name = label.split(", at ")[0] ?? "";
  return /^\d{1,2} (\w+ \d{4})$/.exec(name)?.[1] ?? name;
}

/** Whether a cell of a page says what the CSV does. */
function agrees(cell: string, row: Row, unit: string): boolean {
  const value = row.get("value") ?? "";
  if (value === "") return cell.startsWith(`[${row.get("status") || "x"}]`);
  return cell === formatValue(Number(value), unit);
}

/** Where the tables of a measure's page don't say the same as its CSVs. Gives also how many cells were compared. */
function comparePage(
  file: string,
  tables: readonly Table[],
  unit: string,
): { problems: string[]; compared: number } {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const problems: string[] = [];
  let compared = 0;
  const heed = (cell: string, row: Row | undefined, where: string) => {
    if (!row) return;
    compared += 1;
    if (!agrees(cell, row, unit)) problems.push(`${name}: ${where}: not as in the CSV`);
  };
  const byPeriod = new Map(
    tables.find(({ dimensions }) => dimensions.length === 0)?.rows.map((row) => [row.get("period"), row]),
  );
  for (const shown of readTables(readFileSync(file, "utf8"), name)) {
    const [first = "", ...heads] = shown.header.map(visible);
    if (["Month", "Quarter", "Year", "As at"].includes(first)) {
      for (const [label = "", cell = ""] of shown.rows)
        heed(visible(cell), byPeriod.get(periodOf(visible(label))), visible(label));
      continue;
    }
    // The month and the year to date beside the same a year before: the measure's own line, a period over each of its cells.
    if (first === "Measure") {
      const [, ...cells] = shown.rows[0] ?? [];
      for (const [index, head] of heads.entries())
        heed(
          visible(cells[index] ?? "").replace(/(?<=\d\S*) \[\w\].*$/, ""),
          byPeriod.get(periodOf(head)),
          head,
        );
      continue;
    }
    const [dimension] = tables.flatMap(({ dimensions, columns, rows }) => {
      const title = columns.find((column) => column.name === dimensions[0])?.title;
      return dimensions.length === 1 && title === first ? [{ name: dimensions[0] ?? "", rows }] : [];
    });
    if (!dimension) continue;
    const rows = new Map(
      dimension.rows.map((row) => [
        `${row.get("period")}|${formatGroup(row.get(dimension.name) ?? "")}`,
        row,
      ]),
    );
    for (const [group = "", ...cells] of shown.rows)
      for (const [index, head] of heads.entries())
        heed(
          visible(cells[index] ?? ""),
          rows.get(`${periodOf(head)}|${visible(group)}`),
          `${visible(group)}, ${head}`,
        );
  }
  return { problems, compared };
}

const PeriodColumns = z.object(
  Figure.pick({ period: true, period_kind: true, period_start: true, period_end: true }).shape,
);

const figureKey = ["measure", "period", "breakdown", "group"];

/** Where a table isn't what the list of all figures has, rounded. */
function compareFigures(table: Table, figures: ReadonlyMap<string, Row>): string[] {
  return table.rows.flatMap((row, index) => {
    const groups = table.dimensions.map((dimension) => row.get(dimension) ?? "");
    const figure = figures.get([table.name, row.get("period") ?? "", groups.join(" · ")].join("|"));
    if (!figure) return [`${table.name}: row ${index + 1} is not among all figures`];
    return table.columns.flatMap(({ name, kind, decimals }) => {
      if (kind !== "number" || !figure.has(name)) return [];
      const held = figure.get(name) ?? "";
      const rounded = held === "" ? "" : String(roundTo(Number(held), decimals));
      return rounded === row.get(name)
        ? []
        : [`${table.name}: row ${index + 1}, ${name}: not as in figures.csv`];
    });
  });
}

/**
 * Where a published figure isn't, to the digit, what the month's pack gives. What is hidden can't be compared, nor what is
 * `asPublished` before.
 */
function comparePack(
  file: string,
  figures: readonly Row[],
  asPublished: ReadonlySet<string>,
): { problems: string[]; compared: number } {
  const packed = new Map(readRows(file).map((row) => [keyOf(row, figureKey), row]));
  let compared = 0;
  const problems = figures.flatMap((figure) => {
    const key = keyOf(figure, figureKey);
    const other = packed.get(key);
    if (!other || asPublished.has(key)) return [];
    return ["numerator", "denominator", "value"].flatMap((name) => {
      if ((figure.get(name) ?? "") === "") return [];
      compared += 1;
      const isSame = figure.get(name) === other.get(name);
      return isSame ? [] : [`${key}, ${name}: not as in the pack`];
    });
  });
  return { problems, compared };
}

/** Where the archive of everything isn't the folder of data, file for file. */
function compareArchive(folder: string, data: string): string[] {
  const bytes = readFileSync(join(folder, "everything.zip"));
  const { entries, faults } = readZip(bytes, { limits: defaultLimits, left: defaultLimits.fileBytes });
  const packed = new Map(entries.map(({ name, bytes: own }) => [name, own]));
  const names = readdirSync(data);
  return [
    ...faults.map((fault) => `everything.zip: ${fault}`),
    ...(names.every((name) => packed.get(name)?.equals(readFileSync(join(data, name))))
      ? []
      : ["everything.zip: a file isn't in it as it is beside it"]),
    ...(entries.length === names.length ? [] : ["everything.zip: not as many files as beside it"]),
  ];
}

/** What a reconciliation found: each place where two forms of a figure differ, and how many cells agreed besides. */
export interface Reconciled {
  problems: string[];
  /** Cells of pages held against their CSV. */
  pageCells: number;
  /** Numbers held against the month's pack; none where there is no pack. */
  packNumbers: number;
}

/**
 * Holds every form of a published figure against the others: page, CSV, JSON, ODS, XLSX, the archive of everything, the
 * list of all figures and, where `pack` is the file of a month's pack, what the meeting was given, but for figures that are
 * `asPublished` before, by id. To the digit.
 */
export async function reconcile(
  folder: string,
  measures: readonly { id: string; unit: string }[],
  pack: string | null,
  asPublished: ReadonlySet<string> = new Set(),
): Promise<Reconciled> {
  const data = join(folder, "data");
  const figures = readRows(join(data, "figures.csv"));
  // The longest first: one measure's id may begin another's.
  const ids = measures.map(({ id }) => id).sort((a, b) => b.length - a.length);
  const problems = compareArchive(folder, data);
  // What is said of figures.csv itself is of no table.
  const held = readdirSync(data).filter(
    (name) => name.endsWith(".csv-metadata.json") && name !== "figures.csv-metadata.json",
  );
  const tables = held.map((name) => {
    const read = readTable(data, name.slice(0, -".csv-metadata.json".length), ids);
    problems.push(...read.problems);
    return read.table;
  });
  let pageCells = 0;
  for (const { id, unit } of measures) {
    const own = tables.filter(({ measure }) => measure === id);
    const byRow = new Map(
      figures
        .filter((figure) => figure.get("measure") === id)
        .map((figure) => [rowKey(figure, own), figure] as const),
    );
    problems.push(...own.flatMap((table) => compareFigures(table, byRow)));
    const inOrder = tablesInOrder(own, figures);
    for (const format of ["ods", "xlsx"])
      if (existsSync(join(data, `${id}.${format}`)))
        problems.push(...(await compareWorkbook(join(data, `${id}.${format}`), inOrder)));
      else if (own.length > 0) problems.push(`${id}.${format} is missing`);
    const page = comparePage(join(folder, "measures", `${id}.html`), own, unit);
    problems.push(...page.problems);
    pageCells += page.compared;
    if (own.length > 0 && page.compared === 0) problems.push(`${id}.html: none of its tables could be read`);
  }
  const packed = pack === null ? { problems: [], compared: 0 } : comparePack(pack, figures, asPublished);
  return { problems: [...problems, ...packed.problems], pageCells, packNumbers: packed.compared };
}

/** Where a figure stands among the tables of its measure: table, period in words, groups. */
function rowKey(figure: Row, tables: readonly Table[]): string {
  const breakdown = figure.get("breakdown") ?? "";
  const dimensions = breakdown === "" ? [] : breakdown.split(",");
  const table = tables.find((one) => one.dimensions.join(",") === dimensions.join(","));
  const group = figure.get("group") ?? "";
  const shown = group === "" ? dimensions.map(() => "All groups").join(" · ") : group;
  // A row whose columns can't be read names no period, and is missed where its table is held against it.
  const { data } = PeriodColumns.safeParse(Object.fromEntries(figure));
  return [table?.name ?? "", data ? formatPeriod(data) : "", shown].join("|");
}

/** The tables in the order in which their breakdowns first stand among all figures: that of the workbook. */
function tablesInOrder(tables: readonly Table[], figures: readonly Row[]): Table[] {
  const order = figures
    .filter((figure) => figure.get("measure") === tables[0]?.measure)
    .map((figure) => figure.get("breakdown") ?? "");
  const placeOf = ({ dimensions }: Table) => order.indexOf(dimensions.join(","));
  return [...tables].sort((a, b) => placeOf(a) - placeOf(b));
}
