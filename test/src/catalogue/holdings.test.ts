import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { readHoldings } from "../../../src/catalogue/holdings.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

async function read(text: string | Uint8Array) {
  const folder = temporaryFolder();
  writeFiles(folder, { "holdings.csv": text });
  return readHoldings(join(folder, "holdings.csv"), definitions);
}

const heading = "measure,breakdown,from,to,extent,reason";
const row = "calls,,2014-04-01,2015-12-31,none,lost";
const holding = {
  measure: "calls",
  breakdown: "",
  from: "2014-04-01",
  to: "2015-12-31",
  extent: "none",
  reason: "lost",
};

describe("what is said not to be held", () => {
  it("is read by its headings, whatever their order, capitals and blanks", async () => {
    expect(await read(`${heading}\n${row}\n`)).toEqual([holding]);
    const exchanged = "Measure, breakdown ,TO,from,extent,reason\ncalls,,2015-12-31,2014-04-01,none,lost\n";
    expect(await read(exchanged)).toEqual([holding]);
    expect(await read(`\ufeff${heading}\r\n\r\n${row}\r\n`)).toEqual([holding]);
    expect(await read(`${heading}\n`)).toEqual([]);
  });

  it("may be of one group, and is all that data/holdings.csv says", async () => {
    expect(await read(`${heading}\nemails,mailbox=A,2014-04-01,2015-12-31,none,"a, b"\n`)).toMatchObject([
      { breakdown: "mailbox=A", reason: "a, b" },
    ]);
    expect(readHoldings(projectFile("data/holdings.csv"), definitions).length).toBeGreaterThan(20);
  });

  it.each([
    ["is empty", "", "empty: its first row must be its headings"],
    ["lacks a heading", `${heading.replace("to,", "")}\n`, "missing column: to"],
    ["has a heading of its own", `${heading.replace("to", "until")}\n`, "unknown column: until"],
    ["has a heading twice", `${heading},to\n`, "duplicate column: to"],
    ["has a heading without a name", `${heading},\n`, "unknown column: number 7"],
    ["has a row that is too short", `${heading}\ncalls,,2014-04-01\n`, "row 2: must have 6 cells, and has 3"],
    [
      "names no measure there is",
      `${heading}\ncals,,2014-04-01,2015-12-31,none,x\n`,
      "row 2, column measure: unknown measure",
    ],
    [
      "names no breakdown of the measure",
      `${heading}\ncalls,team,2014-04-01,2015-12-31,none,x\n`,
      "row 2, column breakdown: unknown breakdown of calls: must be one of line, menu_option, wrap_up_code",
    ],
    [
      "ends before it begins, after an empty row",
      `${heading}\n\ncalls,,2015-12-31,2014-04-01,none,x\n`,
      "row 3, column to: must not be before from",
    ],
    [
      "has a day that doesn't exist",
      `${heading}\ncalls,,2014-02-30,2015-12-31,none,x\n`,
      "row 2, column from: must be a day that exists, as yyyy-mm-dd",
    ],
    [
      "has another word",
      `${heading}\ncalls,,2014-02-01,2015-12-31,all,x\n`,
      "row 2, column extent: must be none or total-only",
    ],
    [
      "gives no reason",
      `${heading}\ncalls,,2014-02-01,2015-12-31,none,\n`,
      "row 2, column reason: must not be empty",
    ],
    ["has a quote that is never closed", `${heading}\ncalls,,2014-02-01,2015-12-31,none,"x\n`, "not a CSV"],
    [
      "is in another encoding",
      Buffer.from(`${heading}\ncalls,,2014-02-01,2015-12-31,none,caf\u00e9\n`, "latin1"),
      "must be UTF-8",
    ],
  ])("that %s can't be used, and the error says where and what is wanted", async (_title, text, problem) => {
    await expect(read(text)).rejects.toThrow(DataError);
    await expect(read(text)).rejects.toThrow(problem);
  });

  it("is nothing where there is no such file", () => {
    expect(readHoldings(join(temporaryFolder(), "holdings.csv"), definitions)).toEqual([]);
  });
});
