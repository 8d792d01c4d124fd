import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Checked, check, isRefused } from "../../../src/commands/checkExtracts.ts";
import { toCheckedText } from "../../../src/commands/checkedText.ts";
import { projectFile } from "../../../src/project.ts";
import { keepBrief } from "../../../src/report/pastMonths.ts";
import type { KeptIn } from "../../../src/restate/saidThen.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { smallOfficeYaml } from "../../smallOffice.ts";

const sources = (more = "") => `sources:
  log:
    system: Case log
    contract: cases
    files: log-{month}.csv
    format: csv
    dates: [dd/mm/yyyy, d mmm yyyy]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Ref, received_on: Received, closed_on: Closed, outcome: Finding, team: Team }
    not_read: [Notes, Old note]
    values: { outcome: { Found: upheld, Not found: not upheld, Settled: resolved } }
${more}`;

/** A folder of settings: the project's own, with these sources and without what says something of its measures. */
function settingsWith(text: string): string {
  const folder = temporaryFolder();
  for (const name of ["age-bands.csv", "bank-holidays.json", "vocabulary.yaml"])
    cpSync(projectFile(`data/${name}`), join(folder, name));
  writeFiles(folder, {
    "sources.yaml": text,
    "office.yaml": smallOfficeYaml,
    "holdings.csv": "measure,breakdown,from,to,extent,reason\n",
    "targets.csv": "measure,from,to,comparison,value,assumed,source\n",
    "breaks.csv": "measure,source,on,reason\n",
    "rebases.csv": "measure,on,author,reason,decided_on\n",
  });
  return folder;
}

const january = `Ref,Received,Closed,Finding,Notes,Team
C-10000001,05/01/2021,20/01/2021,Found,Maud Pennyfarthing rang,Housing
C-10000002,06/01/2021,04/01/2021,Not found,x,Schools
Maud-1,07/01/2021,,Found,x,Housing
C-10000004,2021-01-08,,Perhaps,x,Housing
C-10000005,09/01/2021
C-10000001,10/01/2021,,,x,Schools
`;

function checkFiles(
  files: Record<string, string>,
  settings = settingsWith(sources()),
  kept: KeptIn = {},
): Promise<Checked> {
  const extracts = temporaryFolder();
  writeFiles(extracts, files);
  return check({ settings, extracts, files: [], landing: temporaryFolder(), kept, today: "2021-03-01" });
}

describe("a check of extracts", () => {
  test("says of each file what loads, what doesn't, in which rows, and what is wanted, and no row's contents", async () => {
    const checked = await checkFiles({ "2021-02-01/log-2021-01.csv": january });
    const [log] = checked.sources;
    expect(log?.files).toMatchObject([
      {
        file: "2021-02-01/log-2021-01.csv",
        refused: null,
        rows_read: 6,
        rows_loaded: 3,
        rows_set_aside: 3,
        values_left_empty: 3,
      },
    ]);
    const told = log?.files[0]?.faults.map(({ kind, heading, reason, first_rows, wanted }) => [
      kind,
      heading,
      reason,
      first_rows.join(),
      wanted,
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ["row set aside", "", "too few columns", "6", "as many cells as there are headings"],
        ["row set aside", "Ref", "malformed", "4", "such as EN-0000000 or C-00000000"],
        [
          "row set aside",
          "Received, Team, Closed, Finding",
          "another value than an earlier row of its record",
          "7",
          "a row to each, or repeats in its settings, which says which stands",
        ],
        ["value blanked", "Closed", "before received_on", "3", ""],
        ["value blanked", "Received", "not a date", "5", "as dd/mm/yyyy or d mmm yyyy"],
        ["value blanked", "Finding", "unknown value", "5", "one of Found, Not found, Settled"],
      ]),
    );
    expect(isRefused(checked)).toBe(false);
    const text = toCheckedText(checked);
    expect(text).toContain("set aside: case_reference (Ref) malformed; row 4; wanted: such as EN-0000000");
    for (const said of [text, JSON.stringify(checked)]) expect(said).not.toMatch(/Maud|Perhaps|20\/01\/2021/);
  });

  test("names settings that nothing in the files answers to, and files that answer to no setting", async () => {
    const checked = await checkFiles({
      "2021-02-01/log-2021-01.csv": january,
      "2021-02-01/Log 2021-02.csv": january,
      "2021-02-01/minutes.docx": "x",
    });
    expect(checked.sources[0]?.idle).toEqual([
      "not_read: no heading is Old note in its files",
      "values, outcome: no cell says Settled in its files",
      "dates: no date has the form d mmm yyyy in its files",
    ]);
    expect(checked.strays).toMatchObject([
      { file: "2021-02-01/Log 2021-02.csv", nearest: { source: "log", pattern: "log-{month}.csv" } },
      { file: "2021-02-01/minutes.docx", nearest: null },
    ]);
    expect(isRefused(checked)).toBe(true);
    expect(toCheckedText(checked)).toContain("nearest is log-{month}.csv of log");
  });

  test("says which measures will be whole, in part and not held, and for want of what", async () => {
    const { reported_to, measures } = await checkFiles({ "2021-02-01/log-2021-01.csv": january });
    expect(reported_to?.day).toBe("2021-01-31");
    const of = (id: string) => measures?.find(({ measure }) => measure === id);
    expect(of("cases-to-sample")).toMatchObject({ state: "whole", why: [] });
    expect(of("cases-received")).toMatchObject({ state: "partial" });
    expect(of("cases-received")?.why.join()).toMatch(
      /not by jurisdiction: This office’s Case log extract has no column/,
    );
    expect(of("cases-decided")).toMatchObject({ state: "not held" });
    expect(of("cases-decided")?.why.join()).toContain("the day the outcome was decided");
    expect(of("calls")).toEqual({
      measure: "calls",
      state: "not held",
      why: ["no calls extract covers a day"],
    });
    expect(of("decisions-per-caseworker")?.why[0]).toContain("it goes by");
  });

  test("refuses what a build would refuse, and goes on with the rest", async () => {
    const checked = await checkFiles({
      "2021-02-01/log-2021-01.csv": january,
      "2021-03-01/log-2021-02.csv": "Ref,Received\nC-10000009,01/02/2021\n",
    });
    const refused = checked.sources[0]?.files.map((one) => one.refused);
    expect(refused?.[0]).toBeNull();
    expect(refused?.[1]).toMatch(/missing column: Closed/);
    expect(isRefused(checked)).toBe(true);
    expect(toCheckedText(checked)).toMatch(/log-2021-02\.csv: REFUSED/);
  });

  test("refuses files whose dates nobody has chosen a form for", async () => {
    const without = settingsWith(sources().replace(/ {4}dates: .*\n/, ""));
    const checked = await checkFiles({ "2021-02-01/log-2021-01.csv": january }, without);
    expect(checked.sources[0]?.files[0]?.refused).toMatch(/dates must list the forms of received_on/);
    expect(isRefused(checked)).toBe(true);
    expect(checked.measures).toBeNull();
  });

  test("takes files by themselves, by their names or as one of a source, and keeps nothing of them", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "2021-02-01"));
    const path = join(folder, "2021-02-01", "export (3).csv");
    writeFileSync(path, january);
    const landing = temporaryFolder();
    const asked = {
      settings: settingsWith(sources()),
      extracts: "",
      landing,
      files: [path],
      today: "2021-03-01",
    };
    expect((await check(asked)).strays).toHaveLength(1);
    const named = await check({ ...asked, source: "log" });
    expect(named).toMatchObject({ strays: [], measures: null });
    expect(named.sources[0]?.files).toMatchObject([
      { file: "2021-02-01/export (3).csv", rows_read: 6, rows_loaded: 3 },
    ]);
    await expect(check({ ...asked, source: "logs" })).rejects.toThrow(/unknown source: logs[\s\S]*log\./);
    await expect(check({ ...asked, files: [join(folder, "none.csv")] })).rejects.toThrow(/no such file/);
  });

  test("says that a build would stop, and holds no measure, where every row is set aside", async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `${row},05/01/2021,,,x,Housing`);
    const checked = await checkFiles({
      "2021-02-01/log-2021-01.csv": `Ref,Received,Closed,Finding,Notes,Team\n${rows.join("\n")}\n`,
    });
    expect(checked.sources[0]?.files).toMatchObject([{ refused: null, rows_read: 30, rows_loaded: 0 }]);
    expect(checked.checks).toMatchObject([
      { stops: true, names: [expect.stringMatching(/30 of 30 rows set aside/)] },
    ]);
    expect(isRefused(checked)).toBe(true);
    expect(checked.measures?.every(({ state }) => state === "not held")).toBe(true);
    const received = checked.measures?.find(({ measure }) => measure === "cases-received");
    expect(received?.why).toEqual(["every row that came of cases was set aside"]);
    expect(toCheckedText(checked)).toContain("A build would STOP: no file loses more than half its rows");
  });

  test("of a folder without a file says so of each source", async () => {
    const checked = await checkFiles({});
    expect(checked).toMatchObject({ strays: [], reported_to: null, measures: null });
    expect(checked.sources[0]?.idle).toEqual(["files: no file is called log-{month}.csv"]);
    expect(isRefused(checked)).toBe(false);
  });

  test("reports what its files cover where none is expected", async () => {
    const never = settingsWith(sources().replace("due: { days: 5 }", "due: never"));
    const checked = await checkFiles({ "2021-02-01/log-2021-01.csv": january }, never);
    expect(checked.reported_to).toMatchObject({ day: "2021-01-31" });
  });
});

describe("a check of the office's own pages", () => {
  test("refuses what a build would: SQL that fails on what is held, links that lead nowhere, and what isn't drawn", async () => {
    const settings = settingsWith(sources());
    const page = (text: string) => `---\ntitle: Own\n---\n${text}\n`;
    const sql = (id: string, text: string) => `\`\`\`sql id=${id}\n${text}\n\`\`\`\n`;
    writeFiles(settings, {
      "pages/good.md": page(
        `[home](../index.html) [calls](../measures/calls.html) [other](fails.md) [then](../earlier/2020-12.html) {{value cases-received}}\n\n${sql("open", "select team, count(*) as cases from marts.cases group by all")}\n{{chart open}}`,
      ),
      "pages/then.md": page("[nothing is kept](../earlier/2020-11.html)"),
      "pages/fails.md": page(sql("bad", "select team::integer as team from marts.cases")),
      "pages/lost.md": page("x\n\n[nowhere](../nowhere.html)"),
      "pages/drawn.md": page(`${sql("open", "select 1 as a")}\n{{chart open x=b}}`),
      "pages/period.md": page("{{value cases-received period=1999-01}}"),
      "pages/moves.md": page('```js\nFileAttachment("moves/none.json").json()\n```'),
    });
    const history = temporaryFolder();
    keepBrief(history, { month: "2020-12", as_at: "2020-12-31", received_to: "2021-01-04", blocks: [] });
    const checked = await checkFiles({ "2021-02-01/log-2021-01.csv": january }, settings, { history });
    expect(isRefused(checked)).toBe(true);
    const told = checked.faults.map(({ file, line, problem }) => `${file}, ${line}: ${problem}`).sort();
    expect(told).toHaveLength(6);
    expect(told[5]).toContain("pages/then.md, 4: a link leads to ../earlier/2020-11.html");
    expect(told[0]).toContain("pages/drawn.md, 8: open has no column b");
    expect(told[1]).toMatch(/^pages\/fails\.md, 5: Could not convert a text to /);
    expect(told[2]).toContain("pages/lost.md, 6: a link leads to ../nowhere.html");
    expect(told[3]).toContain("pages/moves.md, 5: there is no file ./moves/none.json");
    expect(told[4]).toContain("pages/period.md, 4: there is no figure of cases-received for 1999-01");
    expect(toCheckedText(checked)).not.toContain("Housing");
  });
});
