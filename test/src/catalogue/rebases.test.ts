import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { readRebases } from "../../../src/catalogue/rebases.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const ids = readDefinitions(projectFile("sql/measures")).map(({ id }) => id);

async function readFrom(...rows: string[]) {
  const folder = temporaryFolder();
  const head = "measure,on,author,reason,decided_on";
  writeFiles(folder, { "rebases.csv": `${[head, ...rows].join("\n")}\n` });
  return readRebases(join(folder, "rebases.csv"), ids);
}

describe("the rebases", () => {
  it("are read as they are written, with who decided, why and when", async () => {
    expect(await readFrom('calls,2014-12-01,Analyst,"New line, new habits.",2015-03-02')).toEqual([
      {
        measure: "calls",
        on: "2014-12-01",
        author: "Analyst",
        reason: "New line, new habits.",
        decided_on: "2015-03-02",
      },
    ]);
  });

  it.each([
    [["cals,2014-12-01,Analyst,New.,2015-03-02"], "row 2, column measure: unknown measure: cals"],
    [["calls,2014-11-31,Analyst,New.,2015-03-02"], "row 2, column on: must be a day that exists"],
    [["calls,2014-12-01,,New.,2015-03-02"], "row 2, column author: "],
    [["calls,2014-12-01,Analyst,,2015-03-02"], "row 2, column reason: "],
    [["calls,2014-12-01,Analyst,New.,March"], "row 2, column decided_on: must be a day that exists"],
    [
      ["calls,2014-12-01,Analyst,New.,2015-03-02", "calls,2014-12-01,Analyst,Again.,2015-03-02"],
      "row 3, column on: the measure is rebased twice on this day",
    ],
  ])("name the row and column of what is wrong: %s", async (rows, words) => {
    const reading = readFrom(...rows);
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(words);
  });

  it("of the project can be used", async () => {
    const rebases = readRebases(projectFile("data/rebases.csv"), ids);
    expect(rebases.length).toBeGreaterThan(0);
  });
});
