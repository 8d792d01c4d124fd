import type { DrawnCase } from "../../loaders/draws.ts";
import type { Source } from "../../loaders/sources.ts";
import { type Sheet, type SheetCell, text } from "../tables/worksheet.ts";

/** The form that readers fill in: what its file is called, without how it ends, its sheet, and why it can't come back as it is, if so. */
export interface Form {
  name: string;
  sheet: Sheet;
  /** In a sentence; empty where it comes back by the office's settings as they are. */
  mustBeMapped: string;
}

/** The columns of the contract that a draw says; those after them are for the reader to fill in. */
const filled = ["sample_id", "case_reference", "sampling", "team", "reader", "due_on"];

const columns = [...filled, "sampled_on", "is_outcome_met", "is_method_met", "has_left_office"] as const;

/** The columns that may be asked of a reader are those that the office's own extract has. */
const plain: Readonly<Record<string, string>> = Object.fromEntries(columns.map((name) => [name, name]));

/** The file of a pattern for the samples due in a month; undefined where its name says another period. */
function nameOf(pattern: string, month: string): string | undefined {
  const name = pattern.replace("{month}", month).replace(/\.[a-z]+$/i, "");
  return /[{}*/]/.test(name) ? undefined : name;
}

/** What keeps a source's files from being of the form's shape: a table, headings in a row, a column each; empty where nothing does. */
function findShapeProblem(source: Source, month: string): string {
  if (source.format !== "spreadsheet") return `its files are ${source.format}`;
  const isMoved = [source.unpivot, source.inside, source.sheet_is, source.table, source.rows].some(
    (one) => one !== undefined,
  );
  if (isMoved) return "its rows are made of more than the cells of a row";
  const made = Object.entries(source.made ?? {}).find(
    ([, one]) => one.from.length !== 1 || one.prefix !== undefined || one.suffix !== undefined,
  );
  if (made) return `its ${made[0].replaceAll("_", " ")} is made of more than one column`;
  const names = [source.files].flat();
  return names.some((pattern) => nameOf(pattern, month)) ? "" : "its files are named by another period";
}

/** The text that stands in the extract for a word of the office. */
function toExtractWord({ values }: Source, column: string, word: string): string {
  const own = values[column];
  return Object.entries(own ?? {}).find(([, value]) => value === word)?.[0] ?? word;
}

type Cells = Partial<Record<string, SheetCell>>;

const cellsOf = (one: DrawnCase, toWord: (column: string, word: string) => string): Cells => ({
  sample_id: text(one.sample_id),
  case_reference: text(one.case_reference),
  sampling: text(toWord("sampling", one.sampling)),
  team: text(toWord("team", one.team)),
  due_on: { kind: "date", value: one.due_on },
  sampled_on: { kind: "blank", isForDate: true },
});

const blank: SheetCell = { kind: "blank" };

function toTable(name: string, title: string, headings: readonly string[], rows: SheetCell[][]) {
  const width = (index: number) =>
    rows.reduce(
      (most, row) => {
        const cell = row[index];
        return Math.max(most, cell?.kind === "text" ? cell.text.length + 2 : 0);
      },
      Math.max(14, (headings[index]?.length ?? 0) + 2),
    );
  return {
    name,
    title,
    description: title,
    headings: headings.map((heading, index) => ({
      text: heading,
      isNumber: false,
      width: Math.min(60, width(index)),
    })),
    rows,
  };
}

/** The source that samples come from: of several the one that is in use. */
function sourceOf(sources: readonly Source[]): Source | undefined {
  const own = sources.filter(({ contract }) => contract === "samples");
  return own.find(({ until }) => until === undefined) ?? own.at(-1);
}

/**
 * The form of cases drawn for readers to fill in: by the headings, sheet, words and file name that the settings have for the
 * extract of samples, so that it is loaded as one. Its file is that of the month in which the first of them is due.
 */
export function toSamplingForm(drawn: readonly DrawnCase[], sources: readonly Source[]): Form {
  const due = drawn.map(({ due_on }) => due_on).sort()[0] ?? "";
  const month = due.slice(0, 7);
  const source = sourceOf(sources);
  const problem = source ? findShapeProblem(source, month) : "they name no extract of quality samples";
  const isPlain = source === undefined || problem !== "";
  const named = isPlain ? plain : source.columns;
  const headings = isPlain ? [...columns] : Object.keys(source.columns);
  const toWord = (column: string, word: string) => (isPlain ? word : toExtractWord(source, column, word));
  const rows = drawn.map((one) => {
    const cells = cellsOf(one, toWord);
    return headings.map((column) => cells[column] ?? blank);
  });
  const above = isPlain ? 0 : source.header_row - 1;
  const sheets = isPlain || source.sheets === "all" ? [] : source.sheets;
  const names = isPlain ? [] : [source.files].flat();
  return {
    name: names.flatMap((pattern) => nameOf(pattern, month) ?? []).at(0) ?? `samples-${month}`,
    sheet: {
      name: sheets[0] ?? "Samples",
      lines: Array.from({ length: above }, (_, index) => (index === 0 ? "Quality samples to read" : "")),
      table: toTable(
        "samples_to_read",
        "Quality samples to read",
        headings.map((column) => named[column] ?? column),
        rows,
      ),
    },
    mustBeMapped: isPlain
      ? `The form has the columns of the contract samples: by these settings it can't come back as it is, as ${problem}.`
      : "",
  };
}

/** The list of what is to be read, team by team, with what a reader should know of each case before opening it. */
export function toReadersList(drawn: readonly DrawnCase[], heading: string): Sheet {
  const key = ({ team, sampling, officer, case_reference }: DrawnCase) =>
    [team, sampling, officer, case_reference].join("\t");
  const ordered = [...drawn].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const rows = ordered.map((one): SheetCell[] => [
    ...[one.team, one.officer, one.case_reference, one.sampling, one.jurisdiction, one.stage].map(text),
    { kind: "date", value: one.opened_on },
    one.closed_on === null ? blank : { kind: "date", value: one.closed_on },
    { kind: "date", value: one.due_on },
    text(one.sample_id),
  ]);
  const headings = [
    "Team",
    "Caseworker",
    "Case to read",
    "Sampling",
    "Jurisdiction",
    "Stage",
    "Received or opened again",
    "Closed",
    "To be read by",
    "Sample",
  ];
  return {
    name: "To read",
    lines: [heading, "This worksheet contains one table. Cells under Closed are blank while a case is open."],
    table: toTable("cases_to_read", heading, headings, rows),
  };
}
