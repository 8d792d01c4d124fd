import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readSettings } from "../../../loaders/sources.ts";
import { readBreaks } from "../../../src/catalogue/breaks.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const ids = definitions.map(({ id }) => id);

async function readFrom(...rows: string[]) {
  const folder = temporaryFolder();
  writeFiles(folder, { "breaks.csv": `${["measure,on,reason", ...rows].join("\n")}\n` });
  return readBreaks(join(folder, "breaks.csv"), ids);
}

describe("the breaks in series", () => {
  it("are read as they are written", async () => {
    expect(await readFrom('calls,2014-12-01,"Replaced, at last."')).toEqual([
      { measure: "calls", on: "2014-12-01", reason: "Replaced, at last." },
    ]);
  });

  it.each([
    ["cals,2014-12-01,Replaced.", "row 2, column measure: unknown measure: cals"],
    ["calls,2014-11-31,Replaced.", "row 2, column on: must be a day that exists"],
    ["calls,2014-12-01,", "row 2, column reason: "],
  ])("name the row and column of what is wrong: %s", async (row, words) => {
    const reading = readFrom(row);
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toThrow(words);
  });

  it("are named for each measure of a contract when the system it comes from was replaced", async () => {
    const { sources } = readSettings(projectFile("data/sources.yaml"));
    const breaks = readBreaks(projectFile("data/breaks.csv"), ids);
    const unbroken = definitions.flatMap(({ id, extracts }) =>
      sources.flatMap(({ contract, until, not_recorded }) => {
        if (!until || !extracts.includes(contract)) return [];
        // A measure of what the old system didn't record has no earlier series to break with.
        if (Object.keys(not_recorded).length > 0 && id !== "calls") return [];
        const on = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
        return breaks.some((one) => one.measure === id && one.on === on) ? [] : [`${id} on ${on}`];
      }),
    );
    expect(unbroken).toEqual([]);
  });
});
