import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { build } from "../../../src/commands/buildSites.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { buildWarehouse } from "../../../src/warehouse/warehouse.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const heading =
  "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note";
const call = (number: number, day = "2022-03-14", option = "3") =>
  `TC${number},${day}T10:00:00Z,0345 015 4033,${option},feedback,S0001,60,020 7946 0000,Rang.`;
const telephony = (month: string) => `2022-04-02/telephony-${month}.csv`;

/** Runs a build that stops: what it says, and what it leaves. */
async function stop(files: Record<string, string>) {
  const home = temporaryFolder();
  const extracts = join(home, "extracts");
  writeFiles(extracts, files);
  const out = join(home, "dist");
  mkdirSync(out);
  writeFileSync(join(out, "candour.json"), "{}");
  const said: string[] = [];
  const error: unknown = await build({
    extracts,
    out,
    landing: join(home, "landing"),
    log: (message) => said.push(message),
  }).catch((thrown: unknown) => thrown);
  if (!(error instanceof DataError)) throw error;
  const read = (name: string) => readFileSync(join(home, "dist.stopped", name), "utf8");
  return { message: error.message, said: said.join("\n"), home, read, out };
}

describe("a build of which every file is refused", () => {
  const months = ["2021-09", "2021-10", "2021-11", "2021-12", "2022-01", "2022-02", "2022-03"];
  const wrong = [heading.replace("line,", "number,"), call(1)].join("\n");

  it("names each with what is wrong and what is wanted: five in the error, the rest before it", async () => {
    const files = Object.fromEntries(months.map((month) => [telephony(month), wrong]));
    const { message, said } = await stop({ ...files, "2022-04-02/stray.csv": "x" });
    expect(message).toContain("holds no whole month that can be read: 8 refused.");
    expect(message).toContain(
      `  ${telephony("2021-09")} can't be loaded: missing column: line (line); unknown column: number (number 3, in column C of a spreadsheet). Did the extract change?`,
    );
    for (const month of months)
      expect(`${said}\n${message}`.split(`${telephony(month)} can't`)).toHaveLength(2);
    expect(said).toContain("2022-04-02/stray.csv: no source in sources.yaml has this file name");
    expect(message).not.toContain("Rang");
  });

  it("leaves beside the output what became of each, and the output as it was", async () => {
    const { message, home, read, out } = await stop({ [telephony("2022-03")]: wrong });
    expect(message).toContain(join(home, "dist.stopped"));
    expect(read("loads.csv")).toContain(`telephony_calls,${telephony("2022-03")},,0,0,0,0,,`);
    expect(read("loads.csv")).toContain("missing column: line");
    expect(read("quarantine.csv")).toBe("source,file,sheet,row,kind,column,reason\r\n");
    expect(readdirSync(out)).toEqual(["candour.json"]);
  });
});

describe("a build that a check stops", () => {
  const rows = Array.from({ length: 25 }, (_, index) => call(index, index < 20 ? "14 Mar" : "2022-03-14"));
  const good = [heading, call(100, "2022-02-14")].join("\n");

  it("names the files the check found, and says of each what was set aside, where and what is wanted", async () => {
    const { message, said, read } = await stop({
      [telephony("2022-02")]: good,
      [telephony("2022-03")]: [heading, ...rows].join("\n"),
    });
    expect(message).toContain("files_mostly_loaded: 1 row; no file loses more than half its rows");
    expect(message).toContain(`\n  ${telephony("2022-03")}: 20 of 25 values of started_at left empty\n`);
    expect(said).toContain(
      `${telephony("2022-03")}: started_at not a date and time (left empty), rows 2, 3, 4 and 17 more; wanted: as yyyy-mm-ddThh:mm:ssZ`,
    );
    expect(read("loads.csv")).toMatch(/telephony-2022-03\.csv,[0-9a-f]{64},25,25,0,20,parsed,,\r\n/);
    expect(read("quarantine.csv").trimEnd().split("\r\n")).toHaveLength(21);
    expect(message + said).not.toContain("14 Mar");
  });
});

describe("two files with the same bytes", () => {
  it("are one file: the month its rows are of is held, and the other lacks its extract", async () => {
    const home = temporaryFolder();
    const extracts = join(home, "extracts");
    const rows = [heading, call(1), call(2)].join("\n");
    writeFiles(extracts, {
      [telephony("2022-01")]: [heading, call(3, "2022-01-10")].join("\n"),
      [telephony("2022-02")]: rows,
      [telephony("2022-03")]: rows,
    });
    for (const _time of ["parsed", "landed"]) {
      const options = { extracts, landing: join(home, "landing"), log: () => undefined };
      const { connection, definitions, context, checks } = await buildWarehouse(options);
      const calls = definitions.find(({ id }) => id === "calls");
      if (!calls) throw new Error("missing measure: calls");
      const figures = await measureFigures(connection, calls, { periods: ["month"] }, context);
      expect(figures.map(({ period, value, status }) => [period, value, status])).toEqual([
        ["2022-01", 1, "b"],
        ["2022-02", null, "x"],
        ["2022-03", 2, ""],
      ]);
      expect(figures[1]?.note).toContain(
        "for February 2022 (Telephone system since December 2014) is missing",
      );
      expect(checks.filter(({ id, rows: found }) => id === "rows_add_up" && found > 0)).toEqual([]);
    }
  });
});
