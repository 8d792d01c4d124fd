import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { isLong } from "../gear.ts";
import { placeHidden } from "../src/release/outsider.ts";
import { openBrowser } from "../src/site/browser.ts";
import { checkEveryPage } from "../src/site/everyPage.ts";
import { candour, candourHere, filesOf, hashesOf, recentOffice } from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-release-"));
const { extracts, landing } = recentOffice();
const releases = join(home, "releases");
const plan = "test/src/release/plan.yaml";

const releaseOf = (month: string, ...args: string[]) => {
  const folders = ["--extracts", extracts, "--landing", landing, "--out", releases];
  const signed = ["--signed-by", "Head of Statistics", "--packs", join(home, "packs")];
  return candour(["release", "--month", month, ...signed, ...folders, "--plan", plan, ...args]);
};

const published = (name: string) => join(releases, "published", name);

afterAll(() => rmSync(home, { recursive: true, force: true }));

it("a month, then the next, goes through the gate and is at its own address and the latest", () => {
  const one = releaseOf("2022-02");
  expect(one.stderr).toContain("February 2022 is released");
  expect(one.code).toBe(0);
  const before = hashesOf(published("2022-02"));
  expect(hashesOf(published("latest"))).toEqual(before);
  const two = releaseOf("2022-03");
  expect(two.stderr).toContain("March 2022 is released");
  expect(hashesOf(published("2022-02"))).toEqual(before);
  expect(hashesOf(published("latest"))).toEqual(hashesOf(published("2022-03")));
  const page = readFileSync(join(published("latest"), "releases.html"), "utf8");
  expect(page).not.toContain("Preview: made by a build");
  expect(page).toContain('href="../2022-02/index.html"');
  expect(filesOf(join(releases, "2022-03"))).toEqual(["disclosure.json", "record.json"]);
});

it("what both hide can't be placed from outside, by all that adds up, an identity and a flow", async () => {
  const ofService = (kind: string) =>
    `feedback-received numerator by category=complaint about our service, ${kind} case`;
  const identity = ["service-complaints numerator", ofService("completed"), ofService("ongoing")];
  const folders = ["2022-02", "2022-03"].map(published);
  const counted = (id: string) => `${id} numerator`;
  const cases = {
    stock: counted("cases-open"),
    came: ["cases-received", "cases-reopened"].map(counted),
    went: [counted("cases-closed")],
  };
  const { hidden, placed } = await placeHidden(folders, [identity], 5, [cases]);
  expect(hidden).toBeGreaterThan(isLong ? 300 : 30);
  expect(placed).toEqual([]);
});

it("a month made again is the same, and puts back what is gone", () => {
  const before = hashesOf(published("latest"));
  rmSync(published("latest"), { recursive: true });
  const again = releaseOf("2022-03");
  expect(again.stderr).toContain("is out already, and nothing in it has changed");
  expect(again.code).toBe(0);
  expect(hashesOf(published("latest"))).toEqual(before);
});

it("a month is refused out of order, without a role, and when it isn't what was published", async () => {
  const before = hashesOf(releases);
  const late = releaseOf("2022-01");
  expect(late).toMatchObject({ code: 1 });
  expect(late.stderr).toContain("Releases go in the order of their months");
  const unsigned = await candourHere(["release", "--month", "2022-03", "--out", releases]);
  expect(unsigned.stderr).toContain("--signed-by");
  const other = join(home, "other.yaml");
  writeFileSync(other, readFileSync(plan, "utf8").replace("release_day: 12", "release_day: 19"));
  const changed = releaseOf("2022-03", "--plan", other);
  expect(changed).toMatchObject({ code: 1 });
  expect(changed.stderr).toMatch(/March 2022 is out and would not be the same: \d+ files differ/);
  expect(hashesOf(releases)).toEqual(before);
});

it("every page of the latest release opens clean, and the way to the one before it", async () => {
  const browser = await openBrowser();
  try {
    // The page for an address with no page takes the site to be at a server's root.
    const only = (page: string) =>
      (page.startsWith("latest/") && page !== "latest/404.html") || page === "2022-03/releases.html";
    const closely = (page: string) => isLong || !page.includes("/measures/");
    expect(await checkEveryPage(browser, join(releases, "published"), { only, closely })).toEqual([]);
  } finally {
    await browser.close();
  }
});
