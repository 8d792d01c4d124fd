import { formatDay } from "../report/format.ts";
import { statusWords } from "../report/notes.ts";
import { type PublishedTable, toPublishedTable } from "./publishedTable.ts";
import { type Sheet, type SheetCell, text, toTableSheet } from "./worksheet.ts";

/**
 * What a workbook says of itself. `published_on`, the day it is published or as at, dates everything in the file, so
 * that its bytes depend on nothing else. An empty contact or licence is left out.
 */
export interface WorkbookMeta {
  title: string;
  subject: string;
  publisher: string;
  published_on: string;
  contact: string;
  licence: string;
  /** Of its words, as the web writes it. */
  language: string;
  /** Paragraphs for the cover, after its title. */
  about: readonly string[];
}

const legend = ["b", "c", "p", "r", "u", "x", "z"] as const;

function toCover(meta: WorkbookMeta): Sheet {
  const lines = [
    meta.title,
    ...meta.about,
    `Publisher: ${meta.publisher}`,
    `Date: ${formatDay(meta.published_on)}`,
    ...(meta.contact === "" ? [] : [`Contact: ${meta.contact}`]),
    ...(meta.licence === "" ? [] : [`Licence: ${meta.licence}`]),
    "The next worksheets are the contents and the notes. Each worksheet after them contains one table.",
  ];
  return { name: "Cover", lines, table: null };
}

function toContents(sheets: readonly Sheet[]): Sheet {
  const rows = sheets.map((sheet): SheetCell[] => [
    text(sheet.name),
    { kind: "link", text: sheet.lines[0] ?? "", sheet: sheet.name },
  ]);
  return {
    name: "Contents",
    lines: ["Contents", "This worksheet contains one table."],
    table: {
      name: "contents_table",
      title: "Contents",
      description: "Every worksheet with a table, and a link to it",
      headings: [
        { text: "Worksheet", isNumber: false, width: 36 },
        { text: "What it shows", isNumber: false, width: 70 },
      ],
      rows,
    },
  };
}

function toNotes(notes: readonly string[]): Sheet {
  const rows = [
    ...notes.map((note, index) => [text(`[note ${index + 1}]`), text(note)]),
    ...legend.map((status) => [text(`[${status}]`), text(statusWords(status))]),
  ];
  return {
    name: "Notes",
    lines: ["Notes and shorthand", "This worksheet contains one table."],
    table: {
      name: "notes_table",
      title: "Notes and shorthand",
      description: "What each note and each letter in square brackets means",
      headings: [
        { text: "Note or shorthand", isNumber: false, width: 36 },
        { text: "Meaning", isNumber: false, width: 70 },
      ],
      rows,
    },
  };
}

/** A table's name as a sheet's: at most 31 characters, unlike any before it. */
function toSheetName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? "" : `-${number}`;
    const short = `${name.slice(0, 31 - end.length).replace(/-$/, "")}${end}`;
    if (taken.has(short)) continue;
    taken.add(short);
    return short;
  }
}

/**
 * The sheets of a workbook in order: cover, contents, notes, then one to a table. Notes are numbered through the
 * workbook, the same text once. Throws an Error for no tables, or for a table that isn't sound.
 */
export function toSheets(tables: readonly PublishedTable[], meta: WorkbookMeta): Sheet[] {
  if (tables.length === 0) throw new Error("missing tables: a workbook needs one");
  const taken = new Set(["cover", "contents", "notes"]);
  const sound = tables.map(toPublishedTable);
  const notes = [...new Set(sound.flatMap((table) => table.notes.map((note) => note.text)))];
  const sheets = sound.map((table) => toTableSheet(table, toSheetName(table.name, taken), notes));
  return [toCover(meta), toContents(sheets), toNotes(notes), ...sheets];
}
