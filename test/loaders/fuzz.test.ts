import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { writeOds } from "hucre/ods";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { addDays } from "../../loaders/dates.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { landAll } from "../../loaders/landAll.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import type { Settings } from "../../loaders/sources.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { runs } from "../gear.ts";
import { type Parts, toXlsxParts, toZip } from "./read/workbookFiles.ts";

const headings = ["Ref", "Type", "Received", "Due", "Sent", "Outcome", "Subject"];

function settingsOf(format: Settings["sources"][number]["format"], extension: string): Settings {
  const settings = readSettings("data/sources.yaml");
  const log = settings.sources.find(({ id }) => id === "information_requests");
  if (!log) throw new Error("missing source: information_requests");
  const source = {
    ...log,
    format,
    files: `log-{month}.${extension}`,
    columns: {
      request_reference: "Ref",
      request_type: "Type",
      received_on: "Received",
      due_on: "Due",
      sent_on: "Sent",
      outcome: "Outcome",
    },
    not_read: ["Subject"],
  };
  return { ...settings, sources: [{ ...source, later_files: "add" }] };
}

const cell = fc.oneof(
  fc.constantFrom("FOI", "28/03/2012", "", "  ", "Refused", "HOTH 00000001", "#REF!", "NULL", "31/02/2012"),
  fc.constantFrom("Total", "Total rows: 3", "1,204", "a\u00a0b", "=1+1", "<script>", "9999-12-31", "é"),
  fc.constantFrom('"quoted"', "two\nlines", "two\r\nlines", 'a "b" c', "'", "\u0000", "\ufeff"),
);

const row = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.array(cell, { minLength: 5, maxLength: 8 }))
  .map(([number, cells]) => [`HOTH 000000${String(number).padStart(2, "0")}`, ...cells]);

const tables = fc.array(row, { maxLength: 8 });

/** A place in a file, as a part of its length. */
const place = fc.noBias(fc.integer({ min: 0, max: 9_999 })).map((part) => part / 10_000);

const splice = fc.record({
  at: place,
  remove: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 })),
  insert: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(",", '"', "\n", "\r", "\r\n", ",,,", "\n\n", ";", "\t", "") },
    { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constantFrom("\u0000", "\ufeff", "</c>", "<row>", "{", "}", "\\u0000", "]") },
  ),
});

const splices = fc.array(splice, { maxLength: 3 });

type Splice = { at: number; remove: number; insert: string };

const spoil = (text: string, changes: readonly Splice[]): string =>
  changes.reduce((whole, { at, remove, insert }) => {
    const place = Math.floor(at * (whole.length + 1));
    return whole.slice(0, place) + insert + whole.slice(place + remove);
  }, text);

const flips = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 7 })), {
  maxLength: 2,
});

function flip(bytes: Buffer, changes: readonly [number, number][]): Buffer {
  const changed = Buffer.from(bytes);
  for (const [at, bit] of changes) {
    const place = Math.floor(at * changed.length);
    changed[place] = (changed[place] ?? 0) ^ (1 << bit);
  }
  return changed;
}

const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvText = fc
  .tuple(
    tables,
    fc.array(fc.constantFrom("\n", "\r\n", "\r", "\n\n"), { minLength: 9, maxLength: 9 }),
    fc.boolean(),
  )
  .map(([rows, ends, isMixed]) =>
    [headings, ...rows]
      .map((cells, index) => cells.map(csvCell).join(",") + (ends[isMixed ? index : 0] ?? "\n"))
      .join(""),
  );

const csv = fc.tuple(csvText, splices).map(([text, changes]) => spoil(text, changes));

const jsonLines = fc
  .tuple(tables, splices)
  .map(([rows, changes]) =>
    spoil(
      rows
        .map((cells) =>
          JSON.stringify(Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? null]))),
        )
        .join("\n"),
      changes,
    ),
  );

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\u0000", "").replaceAll("\ufeff", "");

const sheetRows = (rows: readonly string[][]) =>
  [headings, ...rows]
    .map((cells, at) => {
      const written = cells.map(
        (text, place) =>
          `<c r="${String.fromCharCode(65 + place)}${at + 1}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`,
      );
      return `<row r="${at + 1}">${written.join("")}</row>`;
    })
    .join("");

const workbook = fc
  .tuple(
    tables,
    fc.array(splice, { maxLength: 1 }),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, flips),
  )
  .map(([rows, changes, bits]) => ({ rows, changes, bits }));

/** A workbook with its rows spoilt before it is packed, or its bytes after. */
async function toXlsx({
  rows,
  changes,
  bits,
}: {
  rows: string[][];
  changes: Splice[];
  bits: readonly [number, number][];
}) {
  const parts: Parts = toXlsxParts({ sheets: [["Log", sheetRows(rows)]] });
  const spoilt: Parts = parts.map(([name, content]) =>
    name.includes("sheet1") ? [name, spoil(String(content), changes)] : [name, content],
  );
  return flip(await toZip(spoilt), changes.length > 1 ? [] : bits);
}

/** The records of a CSV below its headings that hold anything, as long as its quotation marks are in order; else undefined. */
function countRecords(text: string): number | undefined {
  const rest = text.replace(/"(?:[^"]|"")*"(?=,|\r|\n|$)/g, (quoted, at: number) =>
    at === 0 || /[,\r\n]/.test(text.charAt(at - 1)) ? "q" : quoted,
  );
  const lines = rest.split(/\r\n|\n|\r/).slice(1);
  // A row of empty cells alone is none, unless it has more or fewer than there are headings.
  const isOdd = lines.some((line) => /^,+$/.test(line) && line.length !== headings.length - 1);
  return rest.includes('"') || isOdd ? undefined : lines.filter((line) => !/^,*$/.test(line)).length;
}

/** Lands files, each in a folder of its own day, and gives what became of each. */
async function land(settings: Settings, extension: string, contents: readonly (string | Uint8Array)[]) {
  const [extracts, landing] = [temporaryFolder(), temporaryFolder()];
  const nameOf = (index: number) => `${addDays("2014-01-01", index)}/log-2013-12.${extension}`;
  writeFiles(extracts, Object.fromEntries(contents.map((content, index) => [nameOf(index), content])));
  const instance = await openDatabase();
  const found = findExtracts(extracts, settings).extracts;
  const results = await landAll(instance, found, landing, () => undefined);
  instance.closeSync();
  return found.map(({ file }, index) => {
    const result = results[index];
    if (!result) throw new Error(`nothing became of ${file}`);
    return { result, content: contents[contents.findIndex((_, place) => nameOf(place) === file)] ?? "" };
  });
}

const counts = { read: 0, refused: 0, rows: 0, loaded: 0, aside: 0, blanked: 0 };

/** Checks that each file is refused in words, or has each of its rows loaded or set aside; gives how many were read. */
async function check(
  settings: Settings,
  extension: string,
  contents: readonly (string | Uint8Array)[],
  countRows: (content: string) => number | undefined = () => undefined,
): Promise<number> {
  let read = 0;
  for (const { result, content } of await land(settings, extension, contents)) {
    if (result instanceof DataError) {
      counts.refused++;
      expect(result.message).toMatch(/can't be (loaded|read|opened)/);
      continue;
    }
    read++;
    counts.read++;
    counts.rows += result.rows_read;
    counts.loaded += result.rows_loaded;
    counts.aside += result.rows_quarantined;
    counts.blanked += result.values_blanked;
    expect(result.rows_loaded + result.rows_quarantined).toBe(result.rows_read);
    const rows = typeof content === "string" ? countRows(content) : undefined;
    if (rows !== undefined) expect({ content, rows: result.rows_read }).toEqual({ content, rows });
  }
  return read;
}

describe("a file that is damaged in any way", () => {
  const many = (share: number) => ({ numRuns: runs(5 * share, 200 * share), seed: 20 });

  it("is refused, or each of its rows is loaded or set aside: CSV", async () => {
    const contents = fc.sample(csv, many(55));
    expect(await check(settingsOf("csv", "csv"), "csv", contents, countRecords)).toBeGreaterThan(
      runs(60, 2500),
    );
  }, 600_000);

  it("is refused, or each of its rows is loaded or set aside: JSON lines", async () => {
    const contents = fc.sample(jsonLines, many(10));
    const countLines = (text: string) =>
      text.split("\n").filter((line) => line.replace(/^[ \t\r]+|[ \t\r]+$/g, "") !== "").length;
    expect(await check(settingsOf("jsonl", "jsonl"), "jsonl", contents, countLines)).toBeGreaterThan(
      runs(12, 500),
    );
  }, 600_000);

  it("is refused, or each of its rows is loaded or set aside: XLSX", async () => {
    const contents = await Promise.all(fc.sample(workbook, many(20)).map(toXlsx));
    expect(await check(settingsOf("spreadsheet", "xlsx"), "xlsx", contents)).toBeGreaterThan(runs(25, 1000));
  }, 600_000);

  it("is refused, or each of its rows is loaded or set aside: ODS", async () => {
    const contents = await Promise.all(
      fc.sample(workbook, many(10)).map(async ({ rows, bits }) => {
        const sheet = [headings, ...rows.map((cells) => cells.map((text) => text.replaceAll("\u0000", "")))];
        return flip(Buffer.from(await writeOds({ sheets: [{ name: "Log", rows: sheet }] })), bits);
      }),
    );
    expect(await check(settingsOf("spreadsheet", "ods"), "ods", contents)).toBeGreaterThan(runs(7, 300));
  }, 600_000);

  it("is refused, or each of its rows is loaded or set aside: Parquet", async () => {
    const path = join(temporaryFolder(), "whole.parquet");
    const connection = await (await openDatabase()).connect();
    const columns = headings.map((heading) => `'x' || number as "${heading}"`).join(", ");
    await connection.run(
      `copy (select ${columns} from range(40) as t(number)) to '${path}' (format parquet)`,
    );
    const whole = readFileSync(path);
    const contents = fc
      .sample(fc.tuple(flips, fc.double({ min: 0.5, max: 1, noNaN: true })), many(5))
      .map(([bits, kept], index) =>
        flip(index % 4 === 0 ? whole.subarray(0, kept * whole.length) : whole, bits),
      );
    expect(await check(settingsOf("parquet", "parquet"), "parquet", contents)).toBeGreaterThan(runs(1, 50));
  }, 600_000);

  it("is counted", () => {
    const { read, refused, rows, loaded, aside, blanked } = counts;
    console.info(
      `${read + refused} damaged files: ${refused} refused; of the others ${rows} rows read = ${loaded} loaded + ${aside} set aside, with ${blanked} values left empty`,
    );
    expect(read + refused).toBe(runs(500, 20_000));
  });
});
