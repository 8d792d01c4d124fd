import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { beginYearsWith } from "../../../loaders/dates.ts";
import { placesOf } from "../../../src/commands/defaults.ts";
import { projectFile } from "../../../src/project.ts";
import { candourHere } from "../../endToEnd/office.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const office = `
name: Complaints Board
country: NZ
time_zone: Pacific/Auckland
year_begins: July
calendars: { new-zealand: { file: holidays.json, of: New Zealand } }
`;

/** An office of cases alone, in a folder outside the program, with nothing but what it needs. */
function folderOf(files: Record<string, string> = {}): string {
  const home = temporaryFolder();
  writeFiles(home, {
    "settings/office.yaml": office,
    "settings/holidays.json": JSON.stringify({
      "new-zealand": {
        division: "new-zealand",
        events: ["2019-02-06", "2022-02-07", "2023-02-06"].map((date) => ({ title: "Waitangi Day", date })),
      },
    }),
    "settings/sources.yaml": `
sources:
  log:
    system: Case log
    contract: cases
    files: cases-{financial-year}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 10 }
    columns: { case_reference: ref, received_on: received }
`,
    "extracts/2022-07-05/cases-2021-22.csv":
      "ref,received\nC-1,2021-07-01\nC-2,2022-03-31\nC-3,2022-06-30\nC-4,2022-06-30\n",
    ...files,
  });
  return join(home, "settings");
}

afterEach(() => beginYearsWith(4));

const measure = async (settings: string, ...args: string[]) => {
  const extracts = join(settings, "../extracts");
  const given = ["measure", "cases-received", "--settings", settings, "--extracts", extracts];
  return candourHere([...given, ...args, "--format", "csv"]);
};

describe("an office in a folder of its own", () => {
  it("has its own days off", async () => {
    const asked = ["due", "2023-02-03", "--days", "1"];
    expect(await candourHere([...asked, "--settings", folderOf()])).toMatchObject({
      code: 0,
      stdout: "2023-02-07\n",
    });
    expect((await candourHere(asked)).stdout).toBe("2023-02-06\n");
  });

  it("names its calendars where another is asked for", async () => {
    const { code, stderr } = await candourHere([
      "due",
      "2023-02-03",
      "--days",
      "1",
      "--settings",
      folderOf(),
      "--calendar",
      "new-zeeland",
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("did you mean new-zealand?")]);
  });

  it("has figures by its own year, from a file of its year, with no other setting than it needs", async () => {
    const settings = folderOf();
    const { code, stdout } = await measure(settings, "--period", "2021/22");
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(",2021/22,financial-year,2021-07-01,2022-06-30"),
    ]);
    const quarter = await measure(settings, "--period", "2021/22 Q4");
    expect(quarter.stdout).toContain(",2022-04-01,2022-06-30");
  });

  it("says by name which setting is missing", async () => {
    const { code, stderr } = await measure(temporaryFolder(), "--period", "month");
    expect([code, stderr]).toEqual([1, expect.stringContaining("has no office.yaml")]);
  });

  it("keeps its things beside its settings, and none in the program", () => {
    const places = placesOf("/srv/board/settings");
    expect(places).toEqual({
      settings: "/srv/board/settings",
      plan: "/srv/board/settings/publication.yaml",
      extracts: "/srv/board/extracts",
      landing: "/srv/board/landing",
      dist: "/srv/board/dist",
      packs: "/srv/board/packs",
      samples: "/srv/board/samples",
      releases: "/srv/board/releases",
      ledger: "/srv/board/ledger",
    });
    expect(placesOf(projectFile("data"))).toEqual(placesOf());
    expect(placesOf().extracts).toBe(projectFile("data/demo"));
  });
});
