import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { ReviewsAt } from "../../../src/casework/reviewFlow.ts";
import { survivalOf, type WatchedFeedback } from "../../../src/casework/timeToClose.ts";
import { html } from "../../../src/report/html.ts";
import { attentionOf } from "../../../src/report/judgement.ts";
import type { Report } from "../../../src/report/report.ts";
import { type Site, toSite } from "../../../src/report/series.ts";
import { reviewChain } from "../../../src/site/components/chain.ts";
import { closingFinding, timeToClose } from "../../../src/site/components/groups/closingCurves.ts";
import { inOrder } from "../../../src/site/components/groups/overview.ts";
import { reviewFlow } from "../../../src/site/components/groups/reviewChain.ts";
import groupPage from "../../../src/site/pages/internal/[group].md.ts";
import { fixtureInput } from "./fixture.ts";

const report = fixtureInput("internal");
const site = toSite(report);

const withCasework = (casework: Partial<Report["casework"]>): Site =>
  toSite({ ...report, casework: { ...report.casework, ...casework } });

const parse = (content: ReturnType<typeof timeToClose>) =>
  new JSDOM(html`<main>${content}</main>`.text).window.document;

const watched = (...rows: [days: number, end: WatchedFeedback["end"], cases?: number][]): WatchedFeedback[] =>
  rows.map(([days, end, cases = 1]) => ({ team: "Customer Care A", days, end, cases }));

describe("the curve of times to close", () => {
  test("is headed by what it says, whatever little there is", () => {
    expect(closingFinding([], 20)).toBe("No feedback case was allocated in the 12 months");
    expect(closingFinding(watched([3, "open"]), 20)).toBe("The one case allocated isn’t closed yet");
    expect(closingFinding(watched([3, "open", 4], [9, "withdrawn", 2]), 20)).toBe(
      "None of the 6 cases allocated is closed yet",
    );
    expect(closingFinding(watched([3, "closed"]), 20)).toBe(
      "Half of feedback is closed by working day 3; 100% by day 20",
    );
    expect(closingFinding(watched([3, "closed"], [12, "open", 9]), 20)).toBe(
      "Less than half of feedback has closed in the time seen so far",
    );
    expect(closingFinding(watched([10, "closed", 2], [20, "closed", 3], [45, "closed", 3]), 20)).toBe(
      "Half of feedback is closed by working day 20; 63% by day 20; 38% is still open at day 40",
    );
  });

  test("shows in its heading the median of the rows it is drawn from, and counts them all", () => {
    const rows = report.casework.watched;
    const page = parse(timeToClose(site, { isLinked: true }));
    const { median } = survivalOf(rows);
    expect(page.querySelector("h2")?.textContent).toContain(
      `Half of feedback is closed by working day ${median};`,
    );
    const [all = 0, ...parts] = [...(page.querySelector("figcaption")?.textContent ?? "").matchAll(/\d+/g)]
      .slice(0, 4)
      .map(([number]) => Number(number));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
    expect(rows.reduce((sum, { cases }) => sum + cases, 0)).toBe(all);
  });

  test("has a line for all and one to a team, named at its end, and only all where teams are too many", () => {
    const named = (one: Site) =>
      parse(timeToClose(one, { isLinked: true })).querySelector(".chart-wide")?.textContent ?? "";
    expect(named(site)).toMatch(/Customer Care C \d+%/);
    const many = report.casework.watched.map((one, index) => ({ ...one, team: `Team ${index % 5}` }));
    expect(named(withCasework({ watched: many }))).not.toContain("Team");
    expect(named(withCasework({ watched: many }))).toMatch(/All \d+%/);
  });

  test("falls and never rises, from all to no less than none", () => {
    const rows = [...parse(timeToClose(site, { isLinked: true })).querySelectorAll("tbody tr")];
    const shares = rows.map((row) => Number.parseInt(row.querySelectorAll("td")[1]?.textContent ?? "", 10));
    expect(shares).toHaveLength(6);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test("leads to its measure, unless the office has switched that off", () => {
    const hrefs = (one: Site) =>
      [...parse(timeToClose(one, { isLinked: true })).querySelectorAll("figcaption a")].map((link) =>
        link.getAttribute("href"),
      );
    expect(hrefs(site)).toEqual(["./measures/feedback-time-to-close.html"]);
    const measures = report.measures.filter(({ id }) => id !== "feedback-time-to-close");
    expect(hrefs(toSite({ ...report, measures }))).toEqual([]);
  });

  test("is a sentence alone where nothing was allocated, and nothing in the public edition", () => {
    const none = parse(timeToClose(withCasework({ watched: [] }), { isLinked: true }));
    expect(none.querySelector("svg, table")).toBeNull();
    expect(html`${timeToClose(toSite(fixtureInput("public")), { isLinked: true })}`.text).toBe("");
  });
});

describe("the flow of requests for review", () => {
  const countsOf = (one: Site) => {
    const rows = [...parse(reviewFlow(one)).querySelectorAll("tbody tr")];
    const steps = new Map<string, { all: number; on: number }>();
    for (const row of rows) {
      const [, count, , then] = [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "");
      const step = row.querySelector("th")?.textContent ?? "";
      const known = steps.get(step) ?? { all: 0, on: 0 };
      known.all += Number(count);
      known.on += then === "goes on" ? Number(count) : 0;
      steps.set(step, known);
    }
    return [...steps.values()];
  };

  test("adds up: what goes on from a step is all there is at the next", () => {
    const [first, ...rest] = countsOf(site);
    expect(first?.all).toBe(565);
    expect(rest.map(({ all }) => all)).toEqual([292, 214, 11]);
    expect(countsOf(site).map(({ on }) => on)).toEqual([292, 214, 11, 3]);
  });

  test("is headed by its counts, and tells how many are open", () => {
    const page = parse(reviewFlow(site));
    expect(page.querySelector("h2")?.textContent).toBe(
      "Of 565 requests, 292 proposed for review, 214 accepted, 11 decided for the complainant in full or part; 3 led to a new investigation",
    );
    expect(page.querySelector(".says")?.textContent).toContain("80 are still open");
  });

  test("keeps every step where one request is all there is, or none", () => {
    const one: ReviewsAt[] = [{ state: "not decided on", outcome: null, requests: 1, new_investigations: 0 }];
    const page = parse(reviewFlow(withCasework({ reviews: one })));
    expect(page.querySelector("h2")?.textContent).toMatch(
      /^Of 1 request, none proposed for review, none accepted, none decided for the complainant in full or part$/,
    );
    expect(page.querySelector(".says")?.textContent).toContain("One is still open");
    expect(page.querySelectorAll("ol > li")).toHaveLength(5);
    const noneOf = (site: Site) => parse(reviewFlow(site)).querySelector("h2")?.textContent;
    const nothing = { ...report.casework, reviews: [] };
    expect(noneOf(toSite({ ...report, figures: [], casework: nothing }))).toBe(
      "No request to review a decision was received in the 12 months",
    );
    expect(noneOf(toSite({ ...report, casework: nothing }))).toBe(
      "Not held for March 2022: The form was withdrawn in March 2022.",
    );
  });
});

describe("the stages of a review", () => {
  test("each say how many still wait past their limit", () => {
    const page = parse(reviewChain(site));
    expect(page.querySelector("h2")?.textContent).toMatch(/^The (weakest stage|stages) of a review: /);
    expect(page.querySelectorAll("ol > li")).toHaveLength(3);
    for (const item of page.querySelectorAll("ol > li"))
      expect(item.textContent).toMatch(/still waiting past (5|10) working days/);
  });
});

describe("the weakest stage of a review", () => {
  const ids = ["review-proposal-5wd", "review-team-decision-10wd", "review-told-5wd"];
  const headed = (shares: [good: number, of: number][]) => {
    const figures = report.figures.map((figure) => {
      const share = shares[ids.indexOf(figure.measure)];
      if (!share || figure.period !== "2022-03" || figure.breakdown !== "") return figure;
      const [numerator, denominator] = share;
      return { ...figure, numerator, denominator, value: (100 * numerator) / denominator };
    });
    return parse(reviewChain(toSite({ ...report, figures }))).querySelector("h2")?.textContent;
  };

  test("is named only where it is clearly below the others, and of enough", () => {
    const said = "The weakest stage of a review: the casework team decides, 70.0% (21 of 30) in time";
    expect(
      headed([
        [27, 30],
        [21, 30],
        [28, 30],
      ]),
    ).toBe(said);
    expect(
      headed([
        [27, 30],
        [26, 30],
        [28, 30],
      ]),
    ).toBe("The stages of a review: between 86.7% and 93.3% in time");
    expect(
      headed([
        [30, 30],
        [0, 1],
        [30, 30],
      ]),
    ).toBe("The stages of a review: each 100.0% in time");
    expect(
      headed([
        [1, 1],
        [0, 1],
        [2, 2],
      ]),
    ).toBe("A request to review a decision, stage by stage");
  });
});

describe("a group’s page", () => {
  const own = site.series.filter(({ definition }) => definition.group === "timeliness");

  test("puts what fails before what got worse before the rest, and names each at its head", () => {
    const ranks = inOrder(own).map((one) =>
      ["failing", "worse", "better", "unusual", "still so", "steady", "no figure"].indexOf(attentionOf(one)),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    const page = parse(groupPage.make(site, "timeliness").body);
    const linked = [...page.querySelectorAll(".group-parts a")].map((link) => link.getAttribute("href"));
    expect(linked).toEqual(inOrder(own).map(({ definition }) => `#${definition.id}`));
    for (const address of linked)
      expect(page.querySelectorAll(`[id="${address?.slice(1)}"]`)).toHaveLength(1);
  });

  test("leads from each measure to its page and down to its cases", () => {
    const page = parse(groupPage.make(site, "timeliness").body);
    for (const { definition } of own) {
      const addresses = [...page.querySelectorAll(`[id="${definition.id}"] a`)].map((link) =>
        link.getAttribute("href"),
      );
      expect(addresses).toContain(`./measures/${definition.id}.html`);
      expect(addresses).toContain(`./drill.html?measure=${definition.id}#of-${definition.id}`);
    }
  });

  test("opens the cases of a figure from its number, and where it comes from by the mark beside it", () => {
    const page = parse(groupPage.make(site, "reviews").body);
    const shown = [...page.querySelectorAll(".table tbody td a, .chain strong a, .multiple-name a")];
    expect(shown.length).toBeGreaterThan(10);
    const numbers = shown.filter((link) => /^\d/.test(link.textContent ?? ""));
    for (const link of numbers)
      expect(link.getAttribute("href"), link.textContent ?? "").toMatch(
        /^\.\/(?:drill\.html\?measure=[\w-]+(?:&by=\w+&group=[^&]*)?&month=2022-03#of-|measures\/)/,
      );
    for (const row of page.querySelectorAll(".panel > .table tbody tr"))
      expect(row.querySelectorAll('a.trace-mark[href^="./trace/"]')).toHaveLength(1);
  });
});
