import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noCasework } from "../../../src/casework/casework.ts";
import { standings, type Today } from "../../../src/casework/today.ts";
import { forBoard } from "../../../src/report/forBoard.ts";
import { plainText } from "../../../src/report/html.ts";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { toPages } from "../../../src/site/pages.ts";
import { isLong } from "../../gear.ts";
import { widthAt } from "./browser.ts";
import { builtSmall } from "./builtFixture.ts";
import { checkEveryPage } from "./everyPage.ts";
import { smallInput } from "./fixture.ts";
import { type OpenedSite, openSite } from "./openedSite.ts";

let dir: string;
const report = smallInput("internal");
const today = report.casework.today ?? fail();
let site: OpenedSite;

function fail(): never {
  throw new Error("the fixture has no work of today");
}

beforeAll(async () => {
  dir = await builtSmall("internal");
  site = await openSite(dir);
});

afterAll(() => site?.close());

const open: OpenedSite["open"] = (path, options) => site.open(path, options);

const casesOf = (standing: string) => today.work.filter((one) => one.standing === standing);

const seen = (page: Page, group = "") => page.locator(`${group} [data-row="case to do"]:visible`).count();

/** Where the top of a group is in the window, to the pixel. */
const topOf = (page: Page, id: string) =>
  page.locator(`#${id} h2`).evaluate((heading) => Math.round(heading.getBoundingClientRect().top));

/** What the page of today says of a changed office. */
function textOf(change: (report: Report) => Report): string {
  const [page] = toPages(toSite(change(report)), (path) => path === "care/today");
  return page ? plainText(page.body) : "";
}

const withToday = (change: Partial<Today>) => (given: Report) => ({
  ...given,
  casework: { ...given.casework, today: { ...today, ...change } },
});

describe("the page of today", () => {
  // In the short gear pages.test.ts looks so at the same page.
  test.runIf(isLong)("is sound at each width, in the dark and with JavaScript off", async () => {
    const own = (page: string) => page === "care/today.html";
    expect(
      await checkEveryPage(site.browser, dir, { only: own, written: ["data/figures.csv", "data/loads.csv"] }),
    ).toEqual([]);
  });

  test("never scrolls sideways, whatever is opened, from 320 pixels to 1,600", async () => {
    const page = await open("care/today.html");
    await page.locator("details").evaluateAll((folds) => {
      for (const fold of folds) (fold as HTMLDetailsElement).open = true;
    });
    for (const width of [320, 390, 640, 768, 820, 1024, 1184, 1280, 1600]) {
      expect([width, await widthAt(page, width)]).toEqual([width, width]);
    }
    await page.close();
  });

  test("says the day, and of each group a count that its rows come to", async () => {
    const page = await open("care/today.html", { javaScriptEnabled: false });
    expect(await page.locator("h1").textContent()).toBe("Today’s work, as at Thursday 31 March 2022");
    const counts = await page
      .locator(".lead [data-count-of]")
      .evaluateAll((all) =>
        all.map((one) => [(one as HTMLElement).dataset.countOf, Number(one.textContent)]),
      );
    expect(counts).toEqual(
      standings.map((standing) => [standing.replaceAll(" ", "-"), casesOf(standing).length]),
    );
    for (const [id, count] of counts) {
      expect(await page.locator(`#${id} [data-row="case to do"]`).count()).toBe(count);
      expect(await page.locator(`#${id} [data-count]`).textContent()).toBe(`${count} cases`);
    }
    const listed = await page.locator("#others li strong").allTextContents();
    const others = today.work.filter(({ standing }) => !standings.some((one) => one === standing));
    expect(listed.reduce((sum, text) => sum + Number(text.replace(",", "")), 0)).toBe(others.length);
    expect(await page.locator("select, .filters button").count()).toBe(0);
    await page.close();
  });

  test.each([
    ["a mouse at a desk", { viewport: { width: 1280, height: 900 } }],
    ["a finger on a phone", { viewport: { width: 390, height: 800 }, hasTouch: true }],
    ["no JavaScript", { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }],
  ] as const)("opens the cases over 8 weeks in one click, by %s", async (_by, options) => {
    const page = await open("index.html", options);
    await page.getByRole("link", { name: `${casesOf("over week 8").length} over 8 weeks` }).click();
    await page.waitForURL((url) => url.pathname === "/care/today.html");
    await expect.poll(() => topOf(page, "over-week-8")).toBeLessThan(120);
    expect(await seen(page, "#over-week-8")).toBe(casesOf("over week 8").length);
    await page.goto(site.address("care/today.html"));
    await page.locator('.lead a[href="#over-day-20"]').click();
    await expect.poll(() => topOf(page, "over-day-20")).toBeLessThan(120);
    await page.close();
  });

  test("opens them by the keyboard alone, and from the file system", async () => {
    const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(resolve(dir, "care/today.html")).href);
    await page.locator('.lead a[href="#over-week-8"]').focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("over-week-8");
    expect(await page.locator(".filters").count()).toBe(1);
    await page.close();
  });

  test.each([320, 390, 640, 820, 1280])("hides what a filter leaves out at %i pixels", async (width) => {
    for (const path of ["care/today.html", "feedback.html"]) {
      const page = await open(path, { viewport: { width, height: 900 } });
      const whole = await page.evaluate(() => document.body.scrollHeight);
      await page.goto(site.address(`${path}?team=Customer+Care+B`));
      await page.locator("[data-row][hidden]").first().waitFor({ state: "attached" });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect(await page.locator("[data-row][hidden]:visible").count(), path).toBe(0);
      // Of the officers of a team the cases are opened, which takes more room than is left out.
      if (path === "care/today.html")
        expect(await page.evaluate(() => document.body.scrollHeight)).toBeLessThan(whole);
      await page.close();
    }
  });

  test("is filtered in one click by group, team, officer or category, and then shorter", async () => {
    const page = await open("care/today.html");
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const whole = await height();
    const [first] = casesOf("over week 8");
    const team = first?.team ?? "";
    await page.getByRole("button", { name: new RegExp(`^${team} \\(`) }).click();
    const own = today.work.filter((one) => one.team === team);
    const ofTeam = (standing: string) => own.filter((one) => one.standing === standing).length;
    expect(await seen(page)).toBe(standings.reduce((sum, one) => sum + ofTeam(one), 0));
    expect(await page.locator('.lead [data-count-of="over-day-20"]').textContent()).toBe(
      `${ofTeam("over day 20")} of ${casesOf("over day 20").length}`,
    );
    expect(await height()).toBeLessThan(whole);
    // Only its officers are offered now, and sections that go by no team say so.
    const offered = await page.getByLabel("Officer").locator("option").allTextContents();
    expect(offered.slice(1).sort()).toEqual([...new Set(own.map(({ officer }) => officer))].sort());
    expect(await page.locator("#moves .not-filtered").textContent()).toBe("Not filtered by team.");
    expect(await page.locator("#over-week-8 .not-filtered").isVisible()).toBe(false);
    expect(await page.locator('.lead a[href="#others"]').textContent()).toContain("(not filtered)");
    await page.getByRole("button", { name: new RegExp(`^${team} \\(`) }).click();
    expect(await page.locator("[data-row][hidden]").count()).toBe(0);
    const officer = first?.officer ?? "";
    await page
      .locator("#loads")
      .getByRole("button", { name: `Only ${officer}` })
      .click();
    await page.waitForURL((url) => url.searchParams.get("officer") === officer);
    expect(await page.locator("#loads [data-row]:visible").count()).toBe(1);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: /^Due by Friday 1 April \(/ }).click();
    expect(await seen(page)).toBe(casesOf("due this week").length);
    expect(await page.locator("#over-week-8").isVisible()).toBe(false);
    await page.close();
  });

  test("says on each button how many of the cases to do it leaves, of what else is chosen", async () => {
    const page = await open("care/today.html");
    const toDo = today.work.filter(({ standing }) => standings.some((one) => one === standing));
    const buttons = (legend: string) =>
      page.locator(".filters fieldset", { hasText: legend }).locator("button:visible");
    const counts = async (legend: string) =>
      Object.fromEntries(
        (await buttons(legend).allTextContents()).map((text) => {
          const [, name = "", count] = /^(.*) \((\d+)\)$/.exec(text) ?? [];
          return [name.toLowerCase(), Number(count)];
        }),
      );
    const countedBy = (key: "team" | "category", cases: typeof toDo) => {
      const values = [...new Set(cases.map((one) => one[key]))];
      const of = (value: string) => cases.filter((one) => one[key] === value).length;
      return Object.fromEntries(values.map((value) => [value.toLowerCase(), of(value)]));
    };
    expect(await counts("Team")).toEqual(countedBy("team", toDo));
    expect(await counts("Category")).toEqual(countedBy("category", toDo));
    const team = toDo[0]?.team ?? "";
    await page.getByRole("button", { name: new RegExp(`^${team} \\(`) }).click();
    const own = toDo.filter((one) => one.team === team);
    expect(await page.locator(".filters [role=status]").textContent()).toBe(
      `${own.length} of ${toDo.length} cases to do shown: ${team}.`,
    );
    expect(await counts("Team")).toEqual(countedBy("team", toDo));
    expect(await counts("Category")).toMatchObject(countedBy("category", own));
    const [group = 0] = Object.values(await counts("Group"));
    expect(group).toBe(own.filter(({ standing }) => standing === "over week 8").length);
    await page.close();
  });

  test("has its filters in a fold on a phone, and in line at a desk", async () => {
    const page = await open("care/today.html", { viewport: { width: 390, height: 800 }, hasTouch: true });
    const team = page.getByRole("button", { name: /^Customer Care A \(/ });
    expect(await team.isVisible()).toBe(false);
    await page.getByText("Filter by group, team, officer or category").click();
    await team.click();
    await page.getByText("Filter by group, team, officer or category").click();
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
    await page.setViewportSize({ width: 1280, height: 900 });
    await team.waitFor();
    const lefts = await page
      .locator(".filters fieldset > div, .filters select")
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
    expect(new Set(lefts).size).toBe(1);
    await page.close();
  });

  test("says which days are counted in the headings, also where they are labels", async () => {
    const page = await open("care/today.html", { javaScriptEnabled: false });
    const headings = await page.locator("#over-week-8 thead th").allTextContents();
    const wanted = ["Working days used", "To day 20, working days", "To week 8, calendar days"];
    expect(headings.slice(-3)).toEqual(wanted);
    const labels = await page
      .locator("#over-week-8 tbody tr")
      .first()
      .locator("td.number")
      .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.label));
    expect(labels).toEqual(wanted);
    await page.close();
  });

  test("is linked from the menu, the brief and the feedback team's page, and is on no board's or public site", () => {
    const read = (path: string) => readFileSync(join(dir, path), "utf8");
    expect(read("index.html").match(/href="\.\/care\/today\.html/g)?.length).toBeGreaterThan(2);
    expect(read("feedback.html")).toMatch(/class="data-state"[^<]*<[^<]*<a href="\.\/care\/today\.html"/);
    const board = forBoard(report);
    expect(board.casework.today).toBeNull();
    const paths = (given: Report) => toPages(toSite(given), (path) => path.startsWith("care")).length;
    expect([paths(report), paths(board), paths(smallInput("public"))]).toEqual([1, 0, 0]);
  });
});

describe("what the page of today can't tell", () => {
  test("is said where no feedback was ever loaded, and nothing is zero", () => {
    const text = textOf((given) => ({
      ...given,
      coverage: given.coverage.filter(({ contract }) => contract !== "feedback"),
      casework: { ...given.casework, today: noCasework.today },
    }));
    expect(text).toMatch(/Not loaded: no feedback extract .* can’t be told/);
    expect(text).not.toMatch(/\b0\b|No case/);
  });

  test("is said of officers, teams and categories that the office doesn't record, and there is no column of them", () => {
    const holdings = ["officer", "team"].map((breakdown) => ({
      measure: "feedback-over-8-weeks",
      breakdown,
      from: "0001-01-01",
      to: "9999-12-31",
      extent: "none" as const,
      reason: `The ${breakdown} isn’t recorded.`,
    }));
    const text = textOf((given) => ({
      ...withToday({ loads: [], usual: null, moves: null })(given),
      holdings: [...given.holdings, ...holdings],
    }));
    expect(text).toContain("Not held by officer: The officer isn’t recorded.");
    expect(text).toContain("Not held by team: The team isn’t recorded.");
    expect(text).toContain("It can’t be told: who has a case isn’t held.");
    expect(text).not.toMatch(/Customer Care [ABC]\b|S40\d\d/);
  });

  test("is said of days that no extract covers, of a day after the month's end, and of a late source", () => {
    const text = textOf((given) => ({
      ...withToday({ day: "2022-04-12", week_ends_on: "2022-04-14" })(given),
      receivedTo: "2022-04-20",
      coverage: [...given.coverage, { contract: "feedback", from: "2022-04-10", to: "2022-04-12" }],
      sources: given.sources.map((one) => ({ ...one, is_late: one.contract === "feedback" })),
    }));
    expect(text).toContain("Today’s work, as at Tuesday 12 April 2022");
    expect(text).toContain("due by Thursday 14 April");
    expect(text).toContain("Figures on other pages are as at 31 March 2022, before it.");
    expect(text).toContain("No extract of feedback that was loaded covers 1 to 9 April 2022");
    expect(text).toContain("what was allocated or closed since 12 April 2022 isn’t known");
    expect(text).toContain("Late: ");
    expect(text).not.toMatch(/this month|this week/i);
  });

  test("says what stays with whoever is over the usual load, and why, and names bold only where a row is", () => {
    const [first, second, ...others] = today.loads;
    if (!first || !second || !today.moves) fail();
    const { moves } = today;
    const move = (cases: number) => [{ from: first.officer, to: second.officer, cases }];
    const textWith = (room: number, moved: number) =>
      textOf(
        withToday({
          loads: [
            { ...first, open_cases: 20, sign: "over", room: 0 },
            { ...second, sign: "usual", room },
            ...others.map((one) => ({ ...one, sign: "usual" as const, room: 0 })),
          ],
          moves: { ...moves, levelled: { ...moves.levelled, moves: moved === 0 ? [] : move(moved) } },
        }),
      );
    const used = textWith(5, 5);
    expect(used).toContain(
      `The room of the others is used up: 7 cases of ${first.officer} over the usual load, 8, stay with them.`,
    );
    expect(used).toContain("There is room for 5 of them, and for none once cases are moved");
    expect(used).not.toContain("In bold");
    expect(textWith(9, 5)).toContain("They have no more cases in time to give: 7 cases");
    expect(textWith(0, 0)).toContain(`Nobody has room: 12 cases of ${first.officer}`);
    expect(textWith(12, 12)).not.toContain("stay with them");
    expect(textOf((given) => given)).toContain("In bold is the room of those with fewer than 1");
  });

  test("is said of groups whose limit the office hasn't set", () => {
    const text = textOf((given) => ({
      ...withToday({ work: [], moves: null })(given),
      about: { ...given.about, limits: given.about.limits.filter(({ clock }) => clock !== "day 20") },
    }));
    expect(text).toContain("Not held: this office has set no such limit.");
    expect(text).toContain("It can’t be told: this office has set no such limit.");
  });
});
