import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { monthsBetween } from "../../loaders/dates.ts";
import type { MonthDigest } from "../../src/commands/monthDigest.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { isLong } from "../gear.ts";
import { csv } from "../smallOffice.ts";
import { allMeasuresBut, candour } from "./office.ts";

const sources = `
sources:
  log:
    system: Case log
    contract: cases
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Reference, received_on: Received, closed_on: Closed }
  calls:
    system: Telephones
    contract: calls
    files: calls-{month}.csv
    format: csv
    dates: [yyyy-mm-dd hh:mm]
    later_files: update
    due: { days: 5 }
    columns: { call_id: Id, started_at: Began }
`;

const officeYaml = `
name: Small office
country: GB
time_zone: Europe/London
year_begins: April
calendars: { england-and-wales: bank-holidays.json }
calendar: england-and-wales
meeting_needs: [cases]
`;

/** What the office measures in the short gear: a build and a pack of all that can be measured take twice as long. */
const kept = new Set(["calls", "cases-closed", "cases-open", "cases-received"]);

/** The settings of an office that logs cases and calls, and aims at no more than 12 cases a month. */
function settings(): string {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "sources.yaml": sources,
    "office.yaml": officeYaml,
    ...(isLong ? {} : { "measures.yaml": `off: [${allMeasuresBut(kept).join(", ")}]\n` }),
    "targets.csv": csv("measure,from,to,comparison,value,assumed,source", [
      "cases-received,2020-01-01,,at most,12,false,decided",
    ]),
  });
  cpSync("data/bank-holidays.json", join(folder, "bank-holidays.json"));
  return folder;
}

const received = (month: string, day: string) => {
  const next = monthsBetween(month, "2030-01")[1] ?? "";
  return `${next}-${day}`;
};

/** The extracts to a month: `cases` in the last, ten in each before. */
function extracts(
  last: string,
  cases: number,
  more: { lacks?: string; wrong?: boolean; stray?: boolean } = {},
) {
  const files: Record<string, string> = {};
  for (const month of monthsBetween("2021-06", last)) {
    const isLast = month === last;
    const rows = Array.from({ length: isLast ? cases : 10 }, (_, place) => {
      const closed = isLast && more.wrong && place === 0 ? `${month}-01` : `${month}-28`;
      return `${month}-${place},${month}-${String(10 + (place % 9)).padStart(2, "0")},${closed}`;
    });
    // Where the calls of a month are late, the log came after they were due.
    const day = isLast && more.lacks ? "10" : "03";
    files[`${received(month, day)}/log-${month}.csv`] = csv("Reference,Received,Closed", rows);
    if (!(isLast && more.lacks))
      files[`${received(month, "03")}/calls-${month}.csv`] = csv("Id,Began", [
        `${month}-1,${month}-15 10:00`,
      ]);
  }
  if (more.stray) files[`${received(last, "03")}/journal.csv`] = "a,b\n1,2\n";
  return files;
}

interface Run {
  code: number | null;
  digest: MonthDigest;
  stderr: string;
}

function monthly(home: string, folder: string, files: Record<string, string>, ...more: string[]): Run {
  writeFiles(join(home, "extracts"), files);
  const places = ["extracts", "landing", "history", "out", "packs", "releases", "ledger"].flatMap((name) => [
    `--${name}`,
    join(home, name),
  ]);
  const { code, stdout, stderr } = candour(["monthly", "--settings", folder, ...places, "--json", ...more]);
  return { code, digest: JSON.parse(stdout), stderr };
}

const statesOf = ({ digest }: Run) => digest.steps.map(({ step, state }) => `${step} ${state}`);

describe("a month of a small office", () => {
  it("says by a bit each that a target is newly missed, a source late and a file of no source", () => {
    const home = temporaryFolder();
    const files = extracts("2022-03", 25, { lacks: "calls", wrong: true, stray: true });
    const busy = monthly(home, settings(), files);
    expect(busy.digest.news.map(({ measure, kind }) => `${measure} ${kind}`)).toContain(
      "cases-received newly missed",
    );
    expect(busy.digest.late.map(({ source }) => source)).toEqual(["calls"]);
    expect(busy.digest.failing.map(({ id }) => id)).toContain("2022-04-03/journal.csv");
    expect(statesOf(busy)).toEqual(["check done", "build done", "pack done", "release left out"]);
    expect(busy.code).toBe(2 + 4 + 8);
    expect(existsSync(join(home, "packs/2022-03/assurance-pack.pdf"))).toBe(true);
  });

  if (!isLong) return;

  it("says of a calm one nothing, and does nothing again", () => {
    const home = temporaryFolder();
    const folder = settings();
    const calm = monthly(home, folder, extracts("2022-02", 10));
    expect(statesOf(calm)).toEqual(["check done", "build done", "pack done", "release left out"]);
    const { month, news, late, failing } = calm.digest;
    expect([calm.code, month, news, late, failing]).toEqual([0, "2022-02", [], [], []]);
    const again = monthly(home, folder, {});
    expect(again.code).toBe(0);
    expect(statesOf(again)).toEqual(["check done", "build unchanged", "pack unchanged", "release left out"]);
  });

  it("says what is wrong with a plan, and does the rest; and refuses a month that isn’t over", () => {
    const home = temporaryFolder();
    const folder = settings();
    writeFiles(folder, { "publication.yaml": "title: Statistics\n" });
    const run = monthly(home, folder, extracts("2022-02", 10));
    expect(statesOf(run)).toEqual(["check failed", "build done", "pack done", "release refused"]);
    expect(run.digest.steps[3]?.words.join(" ")).toContain("publication.yaml");
    expect(run.code).toBe(1 + 16);
    const early = monthly(home, folder, {}, "--month", "2022-03");
    expect(early.code).toBe(1 + 16);
    expect(statesOf(early).slice(1)).toEqual(["build failed", "pack failed", "release refused"]);
  });
});
