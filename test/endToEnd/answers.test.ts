import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { readOffice } from "../../loaders/office.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { programSettings, projectFile } from "../../src/project.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { sample } from "../gear.ts";
import { candourHere, candourWarm, fewMeasures } from "./office.ts";

const cache = projectFile("node_modules/.cache/candour-answers");

async function writeWorkbook(path: string, sheets: Record<string, (string | number)[][]>): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows);
  mkdirSync(dirname(path), { recursive: true });
  await workbook.xlsx.writeFile(path);
}

const staffHeading = [
  "Snapshot Date",
  "Staff Number",
  "Name",
  "Role Title",
  "Team",
  "Directorate",
  "FTE",
  "Contract",
  "Date of Birth",
  "NI Number",
];

const post = (day: string, number: number, role: string, team: string, fte: number) => [
  day,
  `S100${number}`,
  "A Person",
  role,
  team,
  team.startsWith("Health") ? "Health casework" : "Parliamentary casework",
  fte,
  "Permanent",
  "",
  "",
];

const requestHeading =
  "Request Ref,Type,Date Received,Date Due,Date Sent,Outcome,Requester,Requester Email,Subject";

/** Two posts of one person, snapshots of one month in two sheets, and a request that the log alone has due later. */
async function smallOffice(): Promise<string> {
  const extracts = temporaryFolder();
  await writeWorkbook(join(extracts, "2022-04-05/hr-snapshots-2021-22.xlsx"), {
    "Mar 2022 Health": [
      staffHeading,
      post("2022-03-30", 1, "Caseworker", "Health 1", 0.6),
      post("2022-03-30", 2, "Caseworker", "Health 1", 1.05),
      post("2022-03-30", 3, "Senior Caseworker", "Health 1", 0),
      post("2022-03-30", 4, "Operations Manager", "Health 1", 1),
      post("2022-03-30", 1, "Caseworker", "Parliamentary 1", 0.4),
    ],
    "Mar 2022 Parliamentary": [staffHeading, post("2022-03-31", 5, "Caseworker", "Parliamentary 1", 1)],
  });
  writeFiles(extracts, {
    "2022-06-10/information-requests-2021-22.csv": [
      requestHeading,
      "HOTH 00000301,FOI,01/02/2022,,15/02/2022,Answered in full,,,",
      "HOTH 00000302,FOI,01/03/2022,29/04/2022,12/04/2022,Answered in full,,,",
      "",
    ].join("\n"),
  });
  return extracts;
}

async function ask(extracts: string, ...args: string[]): Promise<Figure[]> {
  const { code, stdout, stderr } = await candourHere([
    "measure",
    ...args,
    "--format",
    "json",
    "--extracts",
    extracts,
  ]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Figure[];
}

const march = ["--from", "2022-03-01", "--to", "2022-03-31"];
const valuesOf = (figures: readonly Figure[]) => figures.map(({ group, value }) => [group, value]);

describe("a folder of extracts", () => {
  it("answers by itself: a person in two posts is one, each post by its part, sheets of a week one snapshot", async () => {
    const extracts = await smallOffice();
    expect(valuesOf(await ask(extracts, "caseworkers", ...march))).toEqual([["", 4]]);
    expect(valuesOf(await ask(extracts, "caseworkers-fte", ...march))).toEqual([["", 3.05]]);
    expect(valuesOf(await ask(extracts, "caseworkers-fte", "--by", "team", ...march))).toEqual([
      ["Health 1", 1.65],
      ["Parliamentary 1", 1.4],
    ]);
    expect(valuesOf(await ask(extracts, "span-of-control", ...march))).toEqual([["", 2]]);
    expect((await ask(extracts, "caseworkers", ...march))[0]?.taken_on).toBe("2022-03-31");
  });

  it("never counts a request as missed that its log has due later", async () => {
    const extracts = await smallOffice();
    for (const period of sample(["month", "quarter", "financial-year", "year-to-date"], 1)) {
      const figures = await ask(
        extracts,
        "foi-answered-20wd",
        "--period",
        period,
        "--from",
        "2021-04-01",
        "--to",
        "2022-04-30",
      );
      expect(figures.filter(({ numerator, denominator }) => (numerator ?? 0) < (denominator ?? 0))).toEqual(
        [],
      );
    }
    const [answered] = await ask(extracts, "foi-answered-20wd", "--period", "financial-year");
    expect(answered).toMatchObject({ numerator: 1, denominator: 1 });
    const toDate = await ask(extracts, "foi-answered-20wd", "--period", "2021/22-to-2022-03");
    expect(toDate).toMatchObject([{ period: "2021/22 to 2022-03", numerator: 1, denominator: 1 }]);
    // The log of requests to March came in June: it has all that fell due in April, and not all of May.
    const [april] = await ask(extracts, "foi-answered-20wd", "--from", "2022-04-01", "--to", "2022-04-30");
    expect(april).toMatchObject({ period: "2022-04", numerator: 1, denominator: 1, status: "" });
    const [may] = await ask(extracts, "foi-answered-20wd", "--from", "2022-05-01", "--to", "2022-05-31");
    expect(may).toMatchObject({ period: "2022-05", status: "x" });
  });

  /** A build of which nothing is there but what it says of itself. */
  function emptyBuild(office: string): string {
    const out = temporaryFolder();
    const context = { asAt: "2022-03-31", coverage: [], holdings: [], breaks: [], rebases: [], gaps: [] };
    for (const schema of ["calendar", "marts", "raw"])
      mkdirSync(join(out, "warehouse", schema), { recursive: true });
    writeFiles(out, {
      "warehouse/context.json": JSON.stringify({ office, ...context }),
      "warehouse/models.json": "[]",
    });
    return out;
  }

  it("asks no build of one office by the settings of another", async () => {
    const { code, stderr } = await candourHere(["measure", "calls", "--out", emptyBuild("Complaints Board")]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "was built for the Complaints Board, and these settings are of the Parliamentary",
    );
    expect(stderr).toContain("--settings");
  });

  it("says that a build is of other SQL where its tables aren't those that are asked for", async () => {
    const { name } = readOffice(programSettings);
    const { code, stderr } = await candourHere(["measure", "calls", "--out", emptyBuild(name)]);
    expect(code).toBe(1);
    expect(stderr).toContain("was built by other SQL than is here now");
    expect(stderr).toContain("npm run build");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("gives a month and its year to date beside those a year before", async () => {
    const extracts = await smallOffice();
    const soFar = ["foi-answered-20wd", "--period", "so-far"];
    const asked = await ask(extracts, ...soFar, "--to", "2022-04-30");
    expect(asked.map(({ period, state, value }) => [period, state, value])).toEqual([
      ["2021-04", "nothing to count", null],
      ["2022-04", "held", 100],
      ["2021/22 to 2021-04", "nothing to count", null],
      ["2022/23 to 2022-04", "held", 100],
    ]);
    await expect(ask(extracts, ...soFar, "--from", "2022-03-01")).rejects.toThrow("--to says another month");
  });

  it("leaves nothing behind, and lets nobody else read what lies there meanwhile", async () => {
    await ask(await smallOffice(), "caseworkers", ...march);
    expect(statSync(cache).mode & 0o077).toBe(0);
    expect(readdirSync(cache)).toEqual([]);
  });

  it("is asked as it was on a day", async () => {
    const extracts = await smallOffice();
    const [figure] = await ask(extracts, "foi-answered-20wd", "--as-at", "2022-04-20");
    expect(figure).toMatchObject({
      status: "x",
      note: "No information request extract has ever been loaded.",
    });
    const { code, stderr } = await candourHere(["measure", "calls", "--as-at", "2022-04-20"]);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("--extracts") });
  });

  it("says what it can't read, and what would stop a build stops it", async () => {
    const extracts = await smallOffice();
    writeFiles(extracts, { "2022-06-10/telephony-2022-05.csv": "call_id,when\n1,2\n" });
    const refused = await candourHere(["measures", "--extracts", extracts]);
    expect(refused.stderr).toContain("Refused: 2022-06-10/telephony-2022-05.csv");
    expect(refused.stdout).toMatch(/^caseworkers +held/m);
    expect(refused.stdout).toMatch(/^calls +\[x\] .*No calls extract/m);
    const none = await candourHere(["measures", "--extracts", join(extracts, "none")]);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no such folder") });
    const file = await candourHere([
      "measures",
      "--extracts",
      join(extracts, "2022-06-10/telephony-2022-05.csv"),
    ]);
    expect(file).toMatchObject({ code: 1, stderr: expect.stringMatching(/can't be used: .*\nName another/) });
  });

  it("says the same as a build of it", async () => {
    const extracts = await smallOffice();
    const out = join(temporaryFolder(), "dist");
    const landing = join(temporaryFolder(), "landing");
    const plan = "test/src/release/plan.yaml";
    const settings = ["--settings", fewMeasures("caseworkers-fte", "foi-answered-20wd")];
    await candourWarm([
      "build",
      "--extracts",
      extracts,
      "--out",
      out,
      "--landing",
      landing,
      "--plan",
      plan,
      ...settings,
    ]);
    expect(existsSync(join(out, "warehouse"))).toBe(true);
    const all = [
      ["measures"],
      ["measure", "caseworkers-fte", "--by", "team", "--format", "csv"],
      ["measure", "foi-answered-20wd", "--period", "quarter", "--format", "csv"],
      ["explain", "caseworkers", "--period", "2022-03"],
      ["explain", "foi-answered-20wd", "--period", "2022-03"],
    ];
    for (const args of sample(all, 2)) {
      const fromBuild = await candourHere([...args, ...settings, "--out", out]);
      const itself = await candourHere([...args, ...settings, "--extracts", extracts]);
      expect([args, itself.stdout]).toEqual([args, fromBuild.stdout]);
      expect([args, itself.code]).toEqual([args, 0]);
    }
  });
});
