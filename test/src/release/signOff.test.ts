import { describe, expect, it } from "vitest";
import { suppress } from "../../../src/disclosure/suppress.ts";
import { toCountTable } from "../../../src/release/countTables.ts";
import type { PublicFigures } from "../../../src/release/publicFigures.ts";
import { hashedFiles, hiddenByBreakdown, placedWithin, type SignOff } from "../../../src/release/signOff.ts";
import { signOffPage } from "../../../src/release/signOffPage.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { openBrowser } from "../site/browser.ts";
import { checkEveryPage } from "../site/everyPage.ts";
import { byGroup, casesMeasure, countedFigure } from "./planFigure.ts";

const measure = casesMeasure("cases", "flow");

describe("why a figure is hidden", () => {
  it("is that it is small, that it would give one away, or that a part of it is", async () => {
    const groups = byGroup(measure, "body", "2022-02", { A: 3, B: 20, C: 40 });
    const table = toCountTable(groups);
    const total = toCountTable({ measure, by: [], figures: [countedFigure(measure, "2022-02", 63)] });
    const ids = table.cells.map(({ id }) => id);
    const sums = [{ total: total.cells[0]?.id ?? "", parts: ids }];
    const tables = [{ ...table, sums }, total];
    const suppression = await suppress({ tables });
    const hidden: PublicFigures = {
      figures: [],
      tables,
      suppression,
      names: new Map(),
      asPublished: new Set(),
      warnings: [],
      known: { name: "", isZeroShown: true, cells: [], equations: [], bounds: [] },
    };
    const isHidden = (figure: (typeof groups.figures)[number]) =>
      suppression.hiddenFigures.has(
        [figure.measure, figure.period, figure.breakdown, figure.group].join("|"),
      );
    const shown = groups.figures.map((one) => (isHidden(one) ? { ...one, status: "c" as const } : one));
    const toDate = countedFigure(measure, "2022-02", 63, { period: "2021/22 to 2022-02", status: "c" });
    expect(hiddenByBreakdown([toDate, ...shown], hidden)).toEqual([
      { measure: "cases", breakdown: "", figures: 1, small: 0, givesAway: 0, partHidden: 1 },
      { measure: "cases", breakdown: "body", figures: 3, small: 1, givesAway: 1, partHidden: 0 },
    ]);
  });
});

describe("hidden counts by how closely they could be placed", () => {
  it("are counted by the span between the least and the most they could be", () => {
    const hidden = new Map([
      ["exact", { lower: 3, upper: 3 }],
      ["near", { lower: 1, upper: 5 }],
      ["just", { lower: 1, upper: 6 }],
      ["open", { lower: 1, upper: Number.POSITIVE_INFINITY }],
    ]);
    const spans = placedWithin(hidden, new Set(["exact", "just", "open"]), 5);
    expect(spans.filter(({ small, others }) => small + others > 0)).toEqual([
      { from: 0, to: 1, small: 1, others: 0 },
      { from: 1, to: 5, small: 0, others: 1 },
      { from: 5, to: 10, small: 1, others: 0 },
      { from: Number.POSITIVE_INFINITY, to: null, small: 1, others: 0 },
    ]);
  });
});

it("files of a kind have one hash, as sha256sum lists them", () => {
  const files = { "a.html": "1".repeat(64), "data/b.csv": "2".repeat(64), "c.html": "3".repeat(64) };
  expect(hashedFiles(files).map(({ kind, files: of }) => [kind, Object.keys(of)])).toEqual([
    ["Pages", ["a.html", "c.html"]],
    ["Data to download", ["data/b.csv"]],
  ]);
  expect(hashedFiles({ "a.html": "1".repeat(64) })[0]?.sha256).toBe(
    "27534fbb1fba9a798118237bf0c1bc10c4928511257325239235e86f7fc220ae",
  );
});

const hostile = `<script>alert("x")</script> & 'so'`;
const revision = {
  measure: "cases",
  period: "2022-01",
  breakdown: "",
  group: "",
  unit: "cases",
  released: "2022-01",
  was: 40,
  is: 42,
  status: "r",
  why: "records that came after the last release",
};

const signOff: SignOff = {
  state: "rehearsal",
  office: "Office",
  language: "en-GB",
  title: "Statistics",
  month: "2022-02",
  edition: 2,
  titles: new Map([["cases", hostile]]),
  record: {
    month: "2022-02",
    as_at: "2022-02-28",
    received_by: "2022-03-11",
    published_on: "2022-03-12",
    signed_by: "Head of Statistics",
    signed_at: "2022-03-20T10:30:00.000Z",
    read_by: null,
    reissue: hostile,
    replaces: "2022-02-edition-1",
    candour: "0.1.0",
    plan_sha256: "0".repeat(64),
    warnings: [{ id: "some_check", title: "a review has its case", rows: 2 }],
    figures_hidden: 3,
    figures_as_published: 2,
  },
  threshold: 5,
  protectsZeros: false,
  groupDisclosure: 0,
  roles: ["Head of Statistics", "Head of Customer Care"],
  signing: { signedBy: "Head of Statistics", readBy: null },
  hidden: [{ measure: "cases", breakdown: "body,ground", figures: 8, small: 2, givesAway: 1, partHidden: 0 }],
  revised: [
    { revision, changes: [2] },
    { revision: { ...revision, period: "2021-12" }, changes: [10, 12, 22] },
    { revision: { ...revision, period: "2021-11", is: null, status: "c" }, changes: [] },
  ],
  kept: [{ measure: "cases", breakdown: "body", figures: 2 }],
  decisions: [{ measure: "cases", by: "total", reason: hostile, decided_by: "Head of Statistics" }],
  fresh: [{ kind: "a label of a group", of: "body", text: hostile }],
  read: [{ kind: "the plan", of: "title", text: "Statistics", month: "2022-01", readBy: null }],
  placed: placedWithin(new Map([["a", { lower: 1, upper: 9 }]]), new Set(["a"]), 5),
  answers: ["FOI-2022-031"],
  attacked: { cells: 40, hidden: 12, unsafe: 8, exposed: [], told: [] },
  reconciled: { problems: [], pageCells: 1200, packNumbers: 30 },
  cleared: [
    {
      clearance: {
        text: "Mrs Tittlemouse",
        what: "a title and surname",
        reason: "Of a book",
        by: "Head of Statistics",
      },
      findings: 2,
    },
  ],
  files: hashedFiles({ "index.html": "1".repeat(64), "data/cases.csv": "2".repeat(64) }),
  warnings: ["the plan’s link is left out"],
  refused: [`calls-2022-03.csv: lacks the column "${hostile}".`],
};

describe("the sign-off page", () => {
  it("opens clean in a browser, wide, narrow, light and dark, with nothing fetched", async () => {
    const folder = temporaryFolder();
    const page = signOffPage(signOff);
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? "";
    // The server of sites lets no page hold its own style or typeface, as this one does.
    writeFiles(folder, {
      "index.html": page
        .replace(style, "")
        .replace("<style></style>", '<link rel="stylesheet" href="style.css">'),
      "style.css": style.replace(/@font-face\{[^}]*\}/g, ""),
    });
    expect(style).toContain("@media print");
    // What it is set in is what it holds.
    expect(new Set(style.match(/"[A-Z]\w+ Sans[^"]*"/g))).toEqual(new Set(['"Candour Sans"']));
    const browser = await openBrowser();
    try {
      expect(await checkEveryPage(browser, folder)).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it("marks a revision by fewer than the threshold, and says who is to read what is new", () => {
    const page = signOffPage(signOff);
    expect(page).toMatch(/1 figure whose counts changed by fewer than 5/);
    expect(page).toContain('<strong class="few">2: fewer than 5</strong>');
    expect(page).toContain("10, 12, 22");
    expect(page).toContain("Nobody but who wrote them has read them yet.");
    expect(page).toContain("Edition 2: a reissue");
    expect(page).toContain("Mrs Tittlemouse");
    expect(page).toContain("2 figures are as published before");
    expect(page).toContain("Revised however few a change is of, by decision");
    expect(page).toContain("1 file couldn’t be read: no figure has anything of what the warnings name.");
    expect(page).toContain("3 warnings.");
    expect(page).toContain("Refused: calls-2022-03.csv: lacks the column");
    expect(signOffPage({ ...signOff, refused: [] })).not.toContain("couldn’t be read");
    expect(page).toContain("1 answer is reckoned with: FOI-2022-031.");
    expect(page).not.toContain("<script>");
    const signing = { signedBy: "Head of Statistics", readBy: "Head of Customer Care" };
    expect(signOffPage({ ...signOff, signing })).toContain("Read by Head of Customer Care.");
  });
});
