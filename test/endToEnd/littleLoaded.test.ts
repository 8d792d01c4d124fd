import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLong } from "../gear.ts";
import { candourWarm, fewMeasures, filesOf, isFolder, type Ran, smallOffice } from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-little-"));
const office = smallOffice();
const settings = fewMeasures(
  "assurance-enquiries",
  "mp-enquiry-28d",
  "register-open-items",
  "cases-to-sample",
);

/** A folder of those of the small office's extracts that are named so. */
function extractsOf(name: string, isKept: (file: string) => boolean): string {
  const folder = join(home, name);
  for (const file of filesOf(office.extracts).filter(isKept)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(office.extracts, file), join(folder, file));
  }
  return folder;
}

const build = (extracts: string, out: string, ...more: string[]): Promise<Ran> =>
  candourWarm([
    ...["build", "--extracts", extracts, "--landing", join(home, "landing"), "--out", out],
    ...["--settings", settings, ...(isLong ? [] : ["--plan", "test/src/release/plan.yaml"]), ...more],
  ]);

const textOf = (out: string, page: string) =>
  readFileSync(join(out, "internal", `${page}.html`), "utf8")
    .replace(/<(style|svg|script)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("an office of which nothing is loaded but two months of feedback", () => {
  const out = join(home, "two-months");
  let ran: Ran;

  beforeAll(async () => {
    ran = await build(
      extractsOf("two-months-extracts", (file) => /msd-feedback-2021-0[89]\.xlsx$/.test(file)),
      out,
    );
  });

  it("has both sites, whole", () => {
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(ran.code).toBe(0);
    expect(isFolder(join(out, "internal"))).toBe(true);
    expect(isFolder(join(out, "public"))).toBe(true);
  });

  it("lets its owner alone read the rows", () => {
    for (const folder of [join(home, "landing"), join(out, "warehouse")])
      expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("is told what is missing, and nowhere that nothing is amiss", () => {
    expect(textOf(out, "index")).toContain("never received");
    expect(textOf(out, "index")).not.toMatch(
      /nothing waits for a decision|every MP enquiry|All \d+ sources/i,
    );
    expect(textOf(out, "registers/index")).toContain(
      "Not loaded for September 2021: No assurance register extract",
    );
    expect(textOf(out, "feedback")).not.toMatch(/every sample due|0 quality samples/i);
    expect(textOf(out, "measures/calls")).toContain("No calls extract has ever been loaded.");
  });
});

describe("an office of which nothing is loaded but calls, with a publication plan that can’t be used", () => {
  const out = join(home, "calls");
  const extracts = extractsOf("calls-extracts", (file) => /telephony-2022-0[1-3]\.csv$/.test(file));
  let ran: Ran;

  beforeAll(async () => {
    const plan = join(home, "plan.yaml");
    writeFileSync(
      plan,
      readFileSync("test/src/release/plan.yaml", "utf8").replace("caseworkers:", "casworkers:"),
    );
    ran = await build(extracts, out, "--plan", plan);
  });

  it("has its internal site and what was loaded, is told why there is no public one, and ends with code 1", () => {
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(
      /There is no public preview; the internal site is whole\.\n.*plan\.yaml can't be used\.\n {2}measures, casworkers: unknown measure/,
    );
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(isFolder(join(out, "public"))).toBe(false);
    expect(readFileSync(join(out, "loads.csv"), "utf8").trim().split("\n")).toHaveLength(4);
    expect(textOf(out, "index")).toContain("Assurance brief, March 2022");
    expect(isFolder(join(out, "warehouse/marts"))).toBe(true);
  });

  it("is refused a release", async () => {
    const released = await candourWarm([
      ...["release", "--month", "2022-03", "--signed-by", "Head of Statistics", "--dry-run"],
      ...["--extracts", extracts, "--landing", join(home, "landing"), "--plan", join(home, "plan.yaml")],
      ...["--out", join(home, "releases"), "--ledger", join(home, "ledger"), "--packs", join(home, "packs")],
    ]);
    expect(released.code).toBe(1);
    expect(released.stderr).toContain("casworkers: unknown measure");
  });

  if (isLong)
    it("has a pack, which says what is missing", async () => {
      const packs = join(home, "packs");
      const packed = await candourWarm([
        ...["pack", "--month", "2022-03", "--extracts", extracts, "--landing", join(home, "landing")],
        ...["--out", packs],
      ]);
      expect(packed.stderr).not.toMatch(/\n\s+at /);
      expect(packed.code).toBe(0);
      const agenda = readFileSync(join(packs, "2022-03/agenda.txt"), "utf8");
      expect(agenda).toContain("sources never received");
      expect(agenda).toContain("not held. None has a figure, so nothing can be told of any.");
      expect(agenda).not.toMatch(/All \d+ sources are complete|none off target/);
    });
});
