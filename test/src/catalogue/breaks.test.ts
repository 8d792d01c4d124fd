import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../loaders/database.ts";
import { DataError } from "../../../loaders/dataError.ts";
import { readSettings } from "../../../loaders/readSettings.ts";
import { breaksOf, readBreaks } from "../../../src/catalogue/breaks.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { readModels } from "../../../src/warehouse/graph.ts";
import { contractsRead } from "../../../src/warehouse/notRecorded.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const ids = definitions.map(({ id }) => id);

const sources = [
  { id: "new_cases", contract: "cases" },
  { id: "new_feedback", contract: "feedback" },
];

function readFrom(...rows: string[]) {
  const folder = temporaryFolder();
  writeFiles(folder, { "breaks.csv": `${["measure,source,on,reason", ...rows].join("\n")}\n` });
  return readBreaks(join(folder, "breaks.csv"), ids, sources);
}

describe("the breaks in series", () => {
  it("are read as they are written, of a measure, a source or a contract", () => {
    const [on, reason] = ["2014-12-01", "Replaced, at last."];
    expect(
      readFrom(`calls,,${on},"${reason}"`, `,new_cases,${on},"${reason}"`, `,feedback,${on},"${reason}"`),
    ).toEqual([
      { measure: "calls", contract: null, on, reason },
      { measure: "", contract: "cases", on, reason },
      { measure: "", contract: "feedback", on, reason },
    ]);
  });

  it("are none where no file says any", () => {
    expect(readBreaks(join(temporaryFolder(), "breaks.csv"), ids, sources)).toEqual([]);
  });

  it.each([
    ["cals,,2014-12-01,Replaced.", "row 2, column measure: unknown measure: cals; did you mean calls?"],
    [
      ",new_case,2014-12-01,Replaced.",
      "row 2, column source: no source or contract of sources.yaml: new_case",
    ],
    ["calls,new_cases,2014-12-01,Replaced.", "row 2, column measure: give a measure or a source"],
    [",,2014-12-01,Replaced.", "row 2, column measure: give a measure or a source"],
    ["calls,,2014-11-31,Replaced.", "row 2, column on: must be a day that exists"],
    ["calls,,2014-12-01,", "row 2, column reason: "],
  ])("name the row and column of what is wrong: %s", (row, words) => {
    const reading = () => readFrom(row);
    expect(reading).toThrow(DataError);
    expect(reading).toThrow(words);
  });

  it("of a source are those of every measure whose total is counted from it, once each", () => {
    const written = readFrom(
      ",new_feedback,2018-04-01,Replaced.",
      ",new_cases,2018-04-01,Replaced.",
      ",new_cases,2016-04-01,Moved.",
      "calls,,2015-04-01,Its own.",
    );
    const reads = new Map([
      ["calls", new Set(["calls"])],
      ["cases-received", new Set(["cases"])],
      ["mixed", new Set(["feedback", "cases"])],
    ]);
    expect(breaksOf(written, ["mixed", "cases-received", "calls"], reads)).toEqual([
      { measure: "calls", on: "2015-04-01", reason: "Its own." },
      { measure: "cases-received", on: "2016-04-01", reason: "Moved." },
      { measure: "cases-received", on: "2018-04-01", reason: "Replaced." },
      { measure: "mixed", on: "2016-04-01", reason: "Moved." },
      { measure: "mixed", on: "2018-04-01", reason: "Replaced." },
    ]);
  });

  it("are named for each measure of a contract when the system it comes from was replaced", async () => {
    const settings = readSettings(join(programSettings, "sources.yaml"));
    const connection = await (await openDatabase()).connect();
    const models = await readModels(connection, projectFile("sql"));
    const reads = await contractsRead(connection, models, definitions);
    const written = readBreaks(join(programSettings, "breaks.csv"), ids, settings.sources);
    const breaks = breaksOf(written, ids, reads);
    const unbroken = definitions.flatMap(({ id, extracts }) =>
      settings.sources.flatMap(({ contract, until, not_recorded }) => {
        if (!until || !extracts.includes(contract)) return [];
        // A measure of what the old system didn't record has no earlier series to break with.
        if (Object.keys(not_recorded).length > 0 && id !== "calls") return [];
        const on = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
        return breaks.some((one) => one.measure === id && one.on === on) ? [] : [`${id} on ${on}`];
      }),
    );
    expect(unbroken).toEqual([]);
    // What only names the case of something else, for a breakdown, has no break of its own.
    expect(breaks.filter(({ measure }) => measure.startsWith("recommendations-"))).toEqual([]);
  });
});
