import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
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
    "build",
    "--extracts",
    extracts,
    "--landing",
    join(home, "landing"),
    "--out",
    out,
    "--settings",
    settings,
    ...(isLong ? [] : ["--plan", "test/src/release/plan.yaml"]),
    ...more,
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
