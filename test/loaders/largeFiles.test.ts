import { join } from "node:path";
import { expect, it } from "vitest";
import { openDatabase, query } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { load } from "../../loaders/load.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

const heading =
  "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note";
const call = (number: number, note = "Rang.") =>
  `TC${number},2015-05-14T10:00:00Z,0345 015 4033,3,feedback,S0001,60,020 7946 0000,${note}`;

/** What becomes of a month of calls as one file: how many rows were read, loaded and set aside, and why it was refused. */
async function loadCalls(rows: readonly string[]) {
  const home = temporaryFolder();
  writeFiles(join(home, "extracts"), {
    "2015-06-01/telephony-2015-05.csv": `${[heading, ...rows].join("\n")}\n`,
  });
  const instance = await openDatabase();
  const found = findExtracts(join(home, "extracts"), readSettings("data/sources.yaml"));
  const { refused } = await load(instance, found, join(home, "landing"));
  const connection = await instance.connect();
  const loads = await query<{ rows_read: number; rows_loaded: number; rows_quarantined: number }>(
    connection,
    "select rows_read, rows_loaded, rows_quarantined from raw.loads",
  );
  connection.closeSync();
  instance.closeSync();
  return { problems: refused.map(({ problem }) => problem), loads };
}

const long = "A long note of what was said. ".repeat(4);
const many = (count: number) => Array.from({ length: count }, (_, number) => call(number, long));

it.each([10, 150_000])("a file of 40 MB with a quote that isn't closed in row %i is refused", async (row) => {
  const rows = many(190_000);
  rows[row] = call(row, `"${long}`);
  expect(rows.join("\n").length).toBeGreaterThan(36_000_000);
  const { problems, loads } = await loadCalls(rows);
  expect(loads).toEqual([]);
  expect(problems).toEqual([expect.stringContaining(`row ${row + 2}: a quotation mark is opened`)]);
});

it("a file of 40 MB loses no row", async () => {
  const { problems, loads } = await loadCalls(many(190_000));
  expect(problems).toEqual([]);
  expect(loads).toEqual([{ rows_read: 190_000, rows_loaded: 190_000, rows_quarantined: 0 }]);
});

it("a record of 33 MB among others is read or set aside, and those after it are read", async () => {
  const rows = [...many(50), call(50, "y".repeat(33_000_000)), ...many(101).slice(51)];
  const { problems, loads } = await loadCalls(rows);
  expect(problems).toEqual([]);
  expect(loads).toMatchObject([{ rows_read: 101 }]);
  expect((loads[0]?.rows_loaded ?? 0) + (loads[0]?.rows_quarantined ?? 0)).toBe(101);
});
