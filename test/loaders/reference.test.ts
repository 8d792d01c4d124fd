import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase, query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { loadReferences } from "../../loaders/reference.ts";
import { projectFile } from "../../src/project.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

/** Loads what data/ holds with some of its files written anew. */
async function loaded(files: Record<string, string>) {
  const folder = temporaryFolder();
  for (const name of ["bank-holidays.json", "clocks.csv", "age-bands.csv"])
    cpSync(projectFile(`data/${name}`), join(folder, name));
  writeFiles(folder, files);
  const connection = await (await openDatabase()).connect();
  await loadReferences(connection, folder);
  return connection;
}

const clocks = "clock,days,counted_in,starts_with,source\n";
const bands = "banded,age,from_days,until_days\n";

describe("the clocks and bands of data/", () => {
  it("are rows of raw tables", async () => {
    const connection = await loaded({
      "clocks.csv": `${clocks}MP enquiry,28,calendar days,receipt,CAP 1.11\n`,
      "age-bands.csv": `${bands}register items,0 to 28 days,0,29\nregister items,over 28 days,29,\n`,
    });
    expect(await query(connection, "from raw.clocks")).toEqual([
      { clock: "MP enquiry", days: 28, counted_in: "calendar days" },
    ]);
    expect(await query(connection, "from raw.age_bands")).toEqual([
      { banded: "register items", age: "0 to 28 days", from_days: 0, until_days: 29 },
      { banded: "register items", age: "over 28 days", from_days: 29, until_days: null },
    ]);
  });

  it.each([
    [
      "a clock that is no number of days",
      "clocks.csv",
      `${clocks}a,soon,calendar days,b,c\n`,
      "row 2, column days",
    ],
    ["days of an unknown kind", "clocks.csv", `${clocks}a,5,weekdays,b,c\n`, "row 2, column counted_in"],
    [
      "a clock twice",
      "clocks.csv",
      `${clocks}a,5,calendar days,b,c\na,6,calendar days,b,c\n`,
      "row 3, column clock",
    ],
    ["a gap between bands", "age-bands.csv", `${bands}a,young,0,8\na,old,9,\n`, "row 3, column from_days"],
    ["a first band that begins late", "age-bands.csv", `${bands}a,old,1,\n`, "row 2, column from_days"],
    ["a band after the last", "age-bands.csv", `${bands}a,old,0,\na,older,5,\n`, "row 3, column from_days"],
    [
      "a band that ends before it begins",
      "age-bands.csv",
      `${bands}a,none,0,0\n`,
      "row 2, column until_days",
    ],
  ])("can't be used with %s", async (_title, name, text, where) => {
    const failing = loaded({ [name]: text });
    await expect(failing).rejects.toThrow(DataError);
    await expect(failing).rejects.toThrow(where);
  });
});
