import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeFiles } from "../folders.ts";
import { isLong, sample } from "../gear.ts";
import { placeHidden } from "../src/release/outsider.ts";
import { openBrowser } from "../src/site/browser.ts";
import { checkEveryPage } from "../src/site/everyPage.ts";
import { candour, candourHere, candourWarm, fewMeasures, filesOf, hashesOf, recentOffice } from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-release-"));
const { extracts, landing } = recentOffice();
const releases = join(home, "releases");
const ledger = join(home, "ledger");
const plan = "test/src/release/plan.yaml";

const argsOf = (month: string, ...args: string[]) => {
  const folders = ["--extracts", extracts, "--landing", landing, "--out", releases, "--ledger", ledger];
  const signed = ["--signed-by", "Head of Statistics", "--packs", join(home, "packs")];
  const settings = ["--settings", fewMeasures(), "--plan", plan];
  return ["release", "--month", month, ...signed, ...folders, ...settings, ...args];
};

const releaseOf = (month: string, ...args: string[]) => candourWarm(argsOf(month, ...args));

const read = ["--read-by", "Head of Customer Care"];
const reason = "The telephone file of March was sent again.";

/** What March's page to sign says that February's hadn't. */
const notesOfMarch = ["cases", "stages"].map(
  (contract) => `No ${contract} extract that was loaded covers all of this period.`,
);

/** Leaves the words of March's page to sign as a dry run does: another run would show no more, and takes as long as a release. */
function rehearse(kind: string, ...texts: string[]): void {
  const words = texts.map((text) => ({ kind, of: "", text }));
  writeFiles(join(ledger, "rehearsals/2022-03"), { "words.json": JSON.stringify(words) });
}

/** The counts that the record of a release keeps from the public, as they are, by the names an outsider calls them. */
function countsKept(month: string): Map<string, number> {
  const text = readFileSync(join(ledger, month, "disclosure.json"), "utf8");
  const {
    hidden,
    derived,
  }: Record<"hidden" | "derived", Record<string, { count: number }>> = JSON.parse(text);
  return new Map(
    Object.entries({ ...hidden, ...derived }).map(([id, { count }]) => {
      const [, counted, by = "", period] = /^(\S+ \w+) (\S+)\|(.+)$/.exec(id) ?? [];
      const groups = by === "total" ? [] : [...new URLSearchParams(by)];
      const [names, values] = [groups.map(([name]) => name), groups.map(([, value]) => value)];
      const ofGroup = groups.length === 0 ? "" : ` by ${names.join(",")}=${values.join(" · ")}`;
      return [`${counted}${ofGroup}|${period}`, count];
    }),
  );
}

const published = (name: string) => join(releases, "published", name);

afterAll(() => rmSync(home, { recursive: true, force: true }));

it("words that no release has shown go out only once another has read them", async () => {
  const unread = await releaseOf("2022-02");
  expect(unread.code).toBe(1);
  expect(unread.stderr).toMatch(/may not be released yet: \d+ texts that no release has shown/);
  expect(unread.stderr).toContain(
    '(Head of Customer Care, Freedom of Information Officer) by --read-by "ROLE"',
  );
  expect(unread.stderr).toMatch(/\n {2}a label of a group: \d+\n/);
  expect(existsSync(releases)).toBe(false);
  expect(filesOf(ledger)).toEqual(
    ["sign-off.html", "sign-off.pdf", "words.json"].map((name) => `rehearsals/2022-02/${name}`),
  );
  const page = readFileSync(join(ledger, "rehearsals/2022-02/sign-off.html"), "utf8");
  expect(page).toContain("complaint about our methodology");
  expect(page).toContain("Nobody but who wrote them has read them yet.");
});

it("a month, then the next, goes through the gate and is at its own address and the latest", async () => {
  const one = candour(argsOf("2022-02", ...read));
  expect(one.stderr).toContain("February 2022 is released");
  expect(one.code).toBe(0);
  const before = hashesOf(published("2022-02"));
  expect(hashesOf(published("latest"))).toEqual(before);
  // Of all eight years, February's page to sign has every word of March's.
  if (!isLong) rehearse("a note of a figure", ...notesOfMarch);
  const two = await releaseOf("2022-03", ...read);
  expect(two.stderr).toContain("March 2022 is released");
  expect(hashesOf(published("2022-02"))).toEqual(before);
  expect(hashesOf(published("latest"))).toEqual(hashesOf(published("2022-03")));
  const page = readFileSync(join(published("latest"), "releases.html"), "utf8");
  expect(page).not.toContain("Preview: made by a build");
  expect(page).not.toContain("Reissued on");
  expect(page).toContain('href="../2022-02/index.html"');
});

it("what was hidden lies away from what is served, and its owner alone reads it", () => {
  expect(filesOf(releases).filter((name) => !name.startsWith("published/"))).toEqual([]);
  const names = ["disclosure.json", "record.json", "sign-off.html", "sign-off.pdf"];
  expect(filesOf(join(ledger, "2022-03"))).toEqual(names);
  const modes = readdirSync(ledger, { recursive: true, encoding: "utf8" }).map((name) => {
    const at = statSync(join(ledger, name));
    return [name, at.mode & 0o777, at.isDirectory() ? 0o700 : 0o600];
  });
  expect(modes.filter(([, mode, wanted]) => mode !== wanted)).toEqual([]);
  expect(statSync(ledger).mode & 0o777).toBe(0o700);
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
  // Where a late row is kept back, what is hidden beside it comes to what it isn't.
  const kept = countsKept("2022-03");
  expect(placed.filter(({ count, lower }) => (kept.get(count) ?? lower) === lower)).toEqual([]);
});

it.runIf(isLong)(
  "a reissue says that it is one on every page, keeps the first edition and both lists of revisions",
  async () => {
    const first = hashesOf(published("2022-03"));
    rehearse("why a month is released again", reason);
    const ran = await releaseOf(
      "2022-03",
      "--read-by",
      "Freedom of Information Officer",
      "--reissue",
      reason,
    );
    expect(ran.stderr).toContain("1 text that no release before has shown");
    expect(ran.code).toBe(0);
    expect(hashesOf(published("2022-03-edition-1"))).toEqual(first);
    const pages = filesOf(published("2022-03")).filter((name) => name.endsWith(".html"));
    const said = pages.filter((name) => {
      const page = readFileSync(join(published("2022-03"), name), "utf8");
      return page.includes("Reissued on") && page.includes(reason);
    });
    expect(said).toEqual(pages);
    const releasesPage = readFileSync(join(published("latest"), "releases.html"), "utf8");
    expect(releasesPage).toContain('href="../2022-03-edition-1/index.html"');
    const listOf = (edition: string, file: string) =>
      readFileSync(join(published(edition), "data", file), "utf8");
    expect(listOf("2022-03", "revisions-edition-1.csv")).toBe(listOf("2022-03-edition-1", "revisions.csv"));
    expect(listOf("2022-03", "revisions.csv").trim().split("\r\n")).toHaveLength(1);
    expect(existsSync(join(ledger, "2022-03/replaced/1/sign-off.pdf"))).toBe(true);
  },
);

it.runIf(isLong)("a month made again is the same, and puts back what is gone", async () => {
  const before = hashesOf(published("latest"));
  rmSync(published("latest"), { recursive: true });
  const again = await releaseOf("2022-03");
  expect(again.stderr).toContain("is out already, and nothing in it has changed");
  expect(again.code).toBe(0);
  expect(hashesOf(published("latest"))).toEqual(before);
});

it("a month is refused out of order, without a role, and when it isn't what was published", async () => {
  const before = [hashesOf(releases), hashesOf(ledger)];
  const late = await releaseOf("2022-01");
  expect(late).toMatchObject({ code: 1 });
  expect(late.stderr).toContain("Releases go in the order of their months");
  const unsigned = await candourHere([
    "release",
    "--month",
    "2022-03",
    "--out",
    releases,
    "--ledger",
    ledger,
  ]);
  expect(unsigned.stderr).toContain("--signed-by");
  const named = await releaseOf("2022-03", "--signed-by", "Meera Chattopadhyay");
  expect(named).toMatchObject({ code: 1 });
  expect(named.stderr).toContain("Who signs and who reads must be roles of the plan.");
  const other = join(home, "other.yaml");
  writeFileSync(other, readFileSync(plan, "utf8").replace("release_day: 12", "release_day: 19"));
  const changed = await releaseOf("2022-03", "--plan", other);
  expect(changed).toMatchObject({ code: 1 });
  expect(changed.stderr).toMatch(/March 2022 is out and would not be the same: \d+ files differ/);
  expect([hashesOf(releases), hashesOf(ledger)]).toEqual(before);
});

it("every page of the latest release opens clean, and the way to the one before it", async () => {
  const browser = await openBrowser();
  try {
    // The page for an address with no page takes the site to be at a server's root.
    const pages = filesOf(published("latest")).filter((page) => /(?<!404)\.html$/.test(page));
    const drawn = new Set(sample(pages, 4).map((page) => `latest/${page}`));
    const only = (page: string) =>
      drawn.has(page) ||
      ["latest/index.html", "latest/releases.html", "2022-03/releases.html"].includes(page);
    // Pages of a build for the public are looked at closely elsewhere: this one only a release has.
    const closely = (page: string) => isLong || /^latest\/(index|releases)\.html$/.test(page);
    expect(await checkEveryPage(browser, join(releases, "published"), { only, closely })).toEqual([]);
  } finally {
    await browser.close();
  }
});
