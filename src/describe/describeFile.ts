import { basename } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { type Budget, type ColumnCount, ColumnTally, newBudget, toTrimmed } from "./columnTally.ts";
import { readDate, readSerial } from "./dateReadings.ts";
import { findPersonal, findPersonalColumn, type Personal, valuesLookedAt } from "./personal.ts";
import { type OpenedRows, openRows, type RowOf } from "./tableRows.ts";

/** One column. `values` is null where there are many, or where they may be about people: those are never given. */
export interface DescribedColumn extends ColumnCount {
  /** 1 for the first. */
  place: number;
  /** Empty where the file has none. */
  heading: string;
  kind: "empty" | "dates" | "times" | "numbers" | "words of a list" | "text";
  could_be_key: boolean | null;
  personal: Personal | null;
}

/** One table: a file, or a sheet of a workbook. */
export interface DescribedTable {
  sheet: string | null;
  is_hidden: boolean;
  /** The number of the row with the headings; null where no row seems to be one. */
  header_row: number | null;
  /** Rows with something in them above the headings. */
  title_rows: number;
  rows: number;
  blank_rows: number;
  hidden_rows: number;
  /** Rows with fewer or more cells than there are headings, or with a quotation mark out of place. */
  uneven: { what: string; rows: number; first_rows: number[] }[];
  columns: DescribedColumn[];
}

export interface DescribedFile extends Pick<OpenedRows, "format" | "encoding" | "delimiter" | "rows_under"> {
  file: string;
  tables: DescribedTable[];
}

/** Rows at the beginning of a table in which its headings are looked for. */
const firstRows = 20;

/** Whether a cell may be a heading: words, and neither a number nor a date nor long. */
function mayBeHeading(cell: string | null): boolean {
  const text = toTrimmed(cell ?? "");
  if (text.length > 120 || /^-?[\d.,\s]+$/.test(text)) return false;
  return readDate(text) === undefined && readSerial(text) === undefined;
}

const filledOf = (cells: RowOf["cells"]) => cells.filter((cell) => toTrimmed(cell ?? "") !== "").length;

/**
 * Which of the first rows of a table has its headings: the first that has a text in most columns, of which none is a number or
 * a date and none is there twice; undefined where that one looks like a row of data.
 */
function findHeadings(rows: readonly RowOf[]): number | undefined {
  const widths = rows.map(({ cells }) => filledOf(cells));
  const most = Math.max(0, ...widths);
  const place = widths.findIndex((width) => width > 0 && width >= Math.min(most, Math.max(1, 0.6 * most)));
  const found = rows[place];
  if (!found) return undefined;
  const texts = found.cells.filter((cell) => toTrimmed(cell ?? "") !== "");
  const plain = texts.map((text) => toTrimmed(text ?? "").toLowerCase());
  const isWords = texts.every(mayBeHeading) && new Set(plain).size >= plain.length - 1;
  return isWords && !texts.some((text) => findPersonal(text ?? "")) ? place : undefined;
}

/** A table as its rows come: the first are held until its headings are found. */
class TableTally {
  readonly #sheet: string | null;
  readonly #budget: Budget;
  readonly #columns: ColumnTally[] = [];
  readonly #uneven = new Map<string, { rows: number; first_rows: number[] }>();
  #headings: string[] | undefined;
  #held: RowOf[] | undefined = [];
  #isHidden = false;
  #headerRow: number | null = null;
  #titleRows = 0;
  #rows = 0;
  #blank = 0;
  #hiddenRows = 0;

  constructor(sheet: string | null, budget: Budget, headings?: readonly string[]) {
    this.#sheet = sheet;
    this.#budget = budget;
    if (headings) {
      this.#held = undefined;
      this.#headings = [...headings];
      this.#headerRow = 1;
    }
  }

  add(row: RowOf): void {
    if (row.hidden === "sheet") this.#isHidden = true;
    if (this.#held === undefined) this.#count(row);
    else {
      this.#held.push(row);
      if (this.#held.length === firstRows) this.#settle();
    }
  }

  /** Headings of which there may come more, as of objects that name what they hold. */
  nameColumns(headings: readonly string[]): void {
    this.#headings = [...headings];
  }

  #settle(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    const place = findHeadings(held);
    if (place !== undefined) {
      const { cells = [], row = 1 } = held[place] ?? {};
      const last = cells.findLastIndex((cell) => toTrimmed(cell ?? "") !== "");
      this.#headings = cells.slice(0, last + 1).map((cell) => toTrimmed(cell ?? ""));
      this.#headerRow = row;
      this.#titleRows = held.slice(0, place).filter(({ cells }) => filledOf(cells) > 0).length;
    }
    for (const row of held.slice((place ?? -1) + 1)) this.#count(row);
  }

  #count({ cells, row, hidden, isBroken }: RowOf): void {
    const last = cells.findLastIndex((cell) => toTrimmed(cell ?? "") !== "");
    if (last === -1) {
      this.#blank += 1;
      return;
    }
    this.#rows += 1;
    if (hidden === "row") this.#hiddenRows += 1;
    if (isBroken) this.#note("text after a closing quotation mark", row);
    const width = this.#headings?.length;
    if (width !== undefined && isBroken !== undefined) {
      if (cells.length < width) this.#note("fewer cells than headings", row);
      if (last >= width) this.#note("something past the last heading", row);
    }
    for (let place = 0; place <= last; place++) {
      let column = this.#columns[place];
      if (column === undefined) {
        column = new ColumnTally(this.#budget);
        this.#columns[place] = column;
      }
      column.add(cells[place], row);
    }
  }

  #note(what: string, row: number): void {
    const known = this.#uneven.get(what) ?? { rows: 0, first_rows: [] };
    known.rows += 1;
    if (known.first_rows.length < 3) known.first_rows.push(row);
    this.#uneven.set(what, known);
  }

  described(): DescribedTable {
    if (this.#held) this.#settle();
    const headings = this.#headings ?? [];
    const width = Math.max(headings.length, this.#columns.length);
    const columns = Array.from({ length: width }, (_, index) => {
      const tally = this.#columns[index] ?? new ColumnTally(this.#budget);
      return toColumn(index + 1, headings[index] ?? "", tally, this.#rows);
    });
    return {
      sheet: this.#sheet,
      is_hidden: this.#isHidden,
      header_row: this.#headerRow,
      title_rows: this.#titleRows,
      rows: this.#rows,
      blank_rows: this.#blank,
      hidden_rows: this.#hiddenRows,
      uneven: [...this.#uneven].map(([what, told]) => ({ what, ...told })),
      columns,
    };
  }
}

function* withShown(tally: ColumnTally, shown: ColumnCount["values"]): Generator<string> {
  yield* tally.someValues(valuesLookedAt);
  for (const { value } of shown ?? []) yield value;
}

function toColumn(place: number, heading: string, tally: ColumnTally, rows: number): DescribedColumn {
  const counted = tally.counted(rows);
  const { filled, distinct, dates, numbers, is_unique } = counted;
  const isListed = distinct !== null && counted.values !== null && distinct * 2 <= filled;
  const personal = findPersonalColumn({ heading, isListed, values: withShown(tally, counted.values) });
  const kind =
    filled === 0
      ? "empty"
      : dates
        ? "dates"
        : counted.times * 2 > filled
          ? "times"
          : numbers
            ? "numbers"
            : isListed
              ? "words of a list"
              : "text";
  const isShown = personal === null && isListed;
  return {
    place,
    heading,
    kind,
    could_be_key: dates ? false : is_unique,
    personal,
    ...counted,
    values: isShown ? counted.values : null,
    dates: dates && personal ? withoutValues(dates) : dates,
  };
}

/** Which rows decide on a form, without what they hold. */
function withoutValues(dates: NonNullable<ColumnCount["dates"]>): ColumnCount["dates"] {
  const shapes = dates.shapes.map((shape) => ({
    ...shape,
    forms: shape.forms.map((form) => ({
      ...form,
      from: "",
      to: "",
      decided_by: form.decided_by.map(({ row }) => ({ row, value: "" })),
    })),
  }));
  return { ...dates, shapes };
}

/**
 * Describes all of a file, told by its content whatever it is called. Throws a DataError for one that is none of a table, naming
 * what it seems to be.
 */
export async function describeFile(path: string): Promise<DescribedFile> {
  const file = basename(path);
  const opened = await openRows(path, file);
  const tables = new Map<string, TableTally>();
  const budget = newBudget();
  for (const name of opened.sheets ?? []) tables.set(name, new TableTally(name, budget));
  const one = new TableTally(null, budget, opened.headings);
  if (!opened.sheets) tables.set("", one);
  await opened.read((row) => {
    const table = tables.get(row.sheet);
    if (!table) throw new Error("unknown sheet: rows must be of a sheet that is listed");
    table.add(row);
  });
  if (opened.laterHeadings) one.nameColumns(opened.laterHeadings());
  const described = [...tables.values()].map((table) => table.described());
  if (described.every(({ rows, columns }) => rows === 0 && columns.length === 0))
    throw new DataError(`${file} can't be described.`, ["it has nothing in it"], "Export it again.");
  const { format, encoding, delimiter, rows_under } = opened;
  return {
    file,
    format,
    encoding,
    delimiter,
    ...(rows_under === undefined ? {} : { rows_under }),
    tables: described,
  };
}
