import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../../src/site/buildSite.ts";
import { checkWorkbook } from "../../../src/tables/workbookRules.ts";
import { isLong } from "../../gear.ts";
import { builtSmall } from "./builtFixture.ts";
import { smallInput } from "./fixture.ts";
import { hashesOf } from "./folders.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-build-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Linux’s way to run a command without a network. */
const withoutNetwork = ["unshare", "-rn"] as const;

let once: string;
beforeAll(async () => {
  once = await builtSmall("internal");
});

const place = (name: string) => ({ root: join(folder, `${name}-root`), out: join(folder, name) });

describe("buildSite", { timeout: 400_000 }, () => {
  test("makes the same bytes from the same input, whatever the folder", async () => {
    await buildSite(smallInput("internal"), place("again"));
    expect(hashesOf(join(folder, "again"))).toEqual(hashesOf(once));
  });

  // The whole build is tried so in endToEnd/build.test.ts, whatever the gear.
  test.runIf(isLong)("makes the same bytes with the network cut", () => {
    const script = `
      import { buildSite } from "${process.cwd()}/src/site/buildSite.ts";
      import { smallInput } from "${process.cwd()}/test/src/site/fixture.ts";
      await buildSite(smallInput("internal"), ${JSON.stringify(place("cut"))});`;
    const file = join(folder, "cut.mts");
    writeFileSync(file, script);
    const build = [join(process.cwd(), "node_modules/.bin/tsx"), file];
    const run = spawnSync(withoutNetwork[0], [withoutNetwork[1], ...build], { encoding: "utf8" });
    expect(run.status).toBe(0);
    expect(run.stderr).not.toMatch(/error/i);
    expect(hashesOf(join(folder, "cut"))).toEqual(hashesOf(once));
  });

  test("gives each measure's figures as a workbook that breaks no rule, linked beside its CSV", async () => {
    const measures = join(once, "measures");
    const workbooks = readdirSync(measures).filter((name) => name.endsWith(".ods"));
    expect(workbooks).toContain("calls.ods");
    for (const name of workbooks) expect(await checkWorkbook(join(measures, name))).toEqual([]);
    expect(readFileSync(join(measures, "calls.html"), "utf8")).toMatch(
      /href="[^"]*calls\.ods"[^>]*>This measure \(ODS\)/,
    );
  });

  test("shows a changed figure", async () => {
    const report = smallInput("internal");
    const figures = report.figures.map((figure) =>
      figure.measure === "calls" && figure.period === "2022-03" && figure.breakdown === ""
        ? { ...figure, numerator: 987_654, value: 987_654 }
        : figure,
    );
    await buildSite({ ...report, figures }, place("changed"));
    expect(readFileSync(join(folder, "changed/measures/calls.html"), "utf8")).toContain("987,654");
    expect(readFileSync(join(folder, "changed/measures/calls.csv"), "utf8")).toContain("987654");
  });

  test("refuses a folder that has something in it and leaves it as it was", async () => {
    const taken = place("taken");
    mkdirSync(taken.out);
    writeFileSync(join(taken.out, "mine.txt"), "mine");
    await expect(buildSite(smallInput("internal"), taken)).rejects.toThrow("must be new or empty");
    expect(hashesOf(taken.out)).toHaveProperty(["mine.txt"]);
    expect(existsSync(join(taken.root, "index.md"))).toBe(false);
  });

  test("builds a site for a month with no figure at all", async () => {
    const report = smallInput("internal");
    const measures = report.measures.slice(0, 2);
    await buildSite({ ...report, measures, figures: [], holdings: [] }, place("empty"));
    const page = readFileSync(join(folder, `empty/measures/${measures[0]?.id}.html`), "utf8");
    expect(page).toContain("There is no figure to draw for March 2022");
    expect(readFileSync(join(folder, "empty/index.html"), "utf8")).toContain("No figure for March 2022");
  });
});
