import fc from "fast-check";
import type { Status } from "../../../src/measures/figure.ts";
import {
  type PublishedCell,
  type PublishedColumn,
  type PublishedTable,
  roundTo,
} from "../../../src/tables/publishedTable.ts";
import type { WorkbookMeta } from "../../../src/tables/toSheets.ts";

const word = (value: string): PublishedCell => ({ value, status: "" });
const number = (value: number | null, status: Status = ""): PublishedCell => ({ value, status });

/** A table with a value of each kind, a marker in a value's place and beside one, notes, and blanks with their reason. */
export const casesByTeam: PublishedTable = {
  name: "open-cases-by-team",
  title: "Open cases by team",
  description: "Cases open on the last day of the month",
  source: "Case system",
  columns: [
    { name: "period_end", title: "Last day", kind: "date" },
    { name: "team", title: "Team", kind: "text", description: "The team that holds the case" },
    { name: "value", title: "Open cases", kind: "number", unit: "cases" },
    { name: "share", title: "Share (percent)", kind: "number", decimals: 1, status: "share_status" },
    { name: "target", title: "Target", kind: "number", status: "" },
  ],
  key: ["period_end", "team"],
  rows: [
    [word("2022-03-31"), word("North"), number(12345, "p"), number(57.3), number(null)],
    [word("2022-03-31"), word("South"), number(null, "c"), number(null, "c"), number(20)],
    [word("2022-03-31"), word("West"), number(0), number(0), number(20)],
  ],
  notes: [
    { text: "Cases with no team are left out.", columns: [] },
    { text: "Counts under five are hidden.", columns: ["value", "share"] },
  ],
  blanks: "No target was set.",
};

export const workbookMeta: WorkbookMeta = {
  title: "Casework in March 2022",
  subject: "Casework statistics",
  publisher: "The Office",
  language: "en-GB",
  published_on: "2022-04-14",
  contact: "statistics@example.org",
  licence: "Open Government Licence v3.0",
  about: ["How many cases were open, and with whom."],
};

/** Text that a format may take for something else, or lose. */
export const hostileText = [
  "=cmd|' /C calc'!A0",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "＝1+1",
  "a\r\nb",
  "a\rb",
  "a\tb",
  "  two  spaces  ",
  "<b>&amp;\"'</b>",
  "]]>",
  "_x0041_",
  "_x005F_x000D_",
  "\u0000\u0007\u001b",
  "\ufffe",
  "\ud83d",
  "👩🏽‍⚖️ é é",
  "שלום עולם",
  "\u202eevil",
  "true",
  "FALSE",
  "1e5",
  "007",
  "0x10",
  "2022-03-31",
  "#REF!",
  "[c]",
  "N/A",
  "null",
  "x".repeat(32_000),
];

const text = fc.oneof(
  fc.constantFrom(...hostileText),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

function cellOf(column: PublishedColumn, row: number): fc.Arbitrary<PublishedCell> {
  if (column.name === "id") return fc.constant(number(row));
  if (column.kind === "text") return text.map(word);
  if (column.kind === "date")
    return fc.integer({ min: 0, max: 60_000 }).map((day) => {
      const at = new Date(Date.UTC(1900, 2, 1) + day * 86_400_000);
      return word(at.toISOString().slice(0, 10));
    });
  const value = fc
    .oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.integer(),
      fc.constantFrom(0, -0.04, 1e14, 0.1 + 0.2),
    )
    .map((one) => number(roundTo(one, column.decimals ?? 0)));
  const marker = fc.constantFrom<Status>("x", "c", "z").map((status) => number(null, status));
  const marked = fc.tuple(value, fc.constantFrom<Status>("p", "r", "b"));
  return fc.oneof(
    value,
    marker,
    marked.map(([cell, status]) => ({ ...cell, status })),
    fc.constant(number(null)),
  );
}

/** A table of any columns and rows, its text hostile; rows are told apart by `id`. */
export const anyTable: fc.Arbitrary<PublishedTable> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<PublishedColumn["kind"]>("text", "number", "date"),
      decimals: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 5 },
  )
  .chain((kinds) => {
    const columns: PublishedColumn[] = [
      { name: "id", title: "Row", kind: "number", status: "id_status" },
      ...kinds.map(
        ({ kind, decimals }, index): PublishedColumn =>
          kind === "number"
            ? { name: `c${index}`, title: `Column ${index}`, kind, decimals, status: `c${index}_status` }
            : { name: `c${index}`, title: `Column ${index}`, kind },
      ),
    ];
    return fc
      .integer({ min: 1, max: 8 })
      .chain((count) =>
        fc.tuple(
          ...Array.from({ length: count }, (_, row) =>
            fc.tuple(...columns.map((column) => cellOf(column, row))),
          ),
        ),
      )
      .map((rows) => ({ ...casesByTeam, name: "any-table", columns, key: ["id"], rows, notes: [] }));
  });
