import { describe, expect, it } from "vitest";
import { plainText, trusted } from "../../../src/report/html.ts";
import { readOwnPages } from "../../../src/report/readOwnPages.ts";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { type OwnPage, type OwnQuery, readWrittenPages } from "../../../src/report/writtenPages.ts";
import { findPageFaults } from "../../../src/site/ownPages.ts";
import { toPages } from "../../../src/site/pages.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { fillWarehouse, openEmptyWarehouse } from "../../sql/warehouse.ts";
import { fixtureInput, hostile } from "./fixture.ts";

const whole = fixtureInput("internal");

/** The report of two measures, for speed. */
const few = ["calls", "cases-open"];
const base: Report = {
  ...whole,
  measures: whole.measures.filter(({ id }) => few.includes(id)).map((one) => ({ ...one, beside: [] })),
  figures: whole.figures.filter(({ measure }) => few.includes(measure)),
};

const page = (text: string, more: Partial<OwnPage> = {}): OwnPage => ({
  path: "pages/own",
  file: "pages/own.md",
  title: "Own",
  menu: "Own page",
  text,
  above: 3,
  queries: [],
  scripts: [],
  fault: null,
  ...more,
});

const waiting: OwnQuery = {
  id: "waiting",
  columns: [
    { name: "team", kind: "text" },
    { name: "cases_waiting", kind: "number" },
    { name: "since", kind: "date" },
  ],
  rows: [
    [hostile, 1234.5, "2022-03-01"],
    [null, null, null],
  ],
  total: 2,
  contracts: ["cases"],
  unrecorded: { all: [], some: [] },
};

/** What a page says, by the markup of its body, and its faults; beside it the report's other parts as they are. */
function made(own: OwnPage, more: Partial<Report> = {}) {
  const site = toSite({ ...base, ownPages: [own], ...more });
  const [laidOut] = toPages(site, (path) => path === own.path);
  if (!laidOut) throw new Error("no page");
  return {
    markup: laidOut.body.text,
    scripts: laidOut.scripts,
    months: laidOut.months,
    text: plainText(trusted(laidOut.body.text)),
    header: laidOut.header.text,
    faults: findPageFaults(site).map(({ line, problem }) => `${line}: ${problem}`),
  };
}

describe("a page of the office's own", () => {
  it("shows figures, charts, tables and notes of measures as the site does", () => {
    const { markup, text, header, scripts, months, faults } = made(
      page(
        "Now **{{value calls}}** came, {{value calls period=2021-06}} in June.\n\n{{measure calls}}\n\n{{chart calls}}\n\n{{table calls}}\n\n{{table calls by=line}}\n\n{{notes calls}}\n",
      ),
    );
    expect(faults).toEqual([]);
    expect(header).toContain('<a href="../pages/own.html" aria-current="page">Own page</a>');
    expect(text).toMatch(/Now [\d,]+ .*came, [\d,]+/);
    expect(markup).toMatch(/<svg [^>]*class="chart/);
    // Its charts, of the measure and of each group of the table, answer by a file beside the page.
    expect(scripts).toEqual(["months"]);
    expect(markup.match(/ data-asks="/g)).toHaveLength(1 + 3);
    expect(markup).not.toContain(" data-values=");
    expect(months).toMatch(/^chartMonths\('<svg class="chart" data-measure="calls" data-group="" /);
    expect(made(page("Words alone.")).scripts).toBeUndefined();
    expect(markup).toContain("The latest 13 months");
    expect(markup).toContain("../measures/calls.html");
    expect(markup).not.toContain("<p><section");
  });

  it("shows what its SQL gave, as text whatever it says, and never nothing as zero", () => {
    const { markup, text, faults } = made(
      page('{{value waiting.cases_waiting}}\n\n{{chart waiting}}\n\n{{table waiting caption="By team"}}', {
        queries: [waiting],
      }),
    );
    expect(faults).toEqual([]);
    expect(markup).not.toMatch(/<img|<script|alert\(1\)>/);
    expect(text).toContain("1,234.5");
    expect(text).toContain("1 March 2022");
    expect(text).toContain("not recorded");
    expect(markup).toContain("Cases waiting");
  });

  it("says of what was never loaded that it isn't held, and shows none of it", () => {
    const lost = { queries: [{ ...waiting, rows: [], total: 0 }] };
    const { text } = made(page("{{table waiting}}\n\n{{chart waiting}}\n\n{{value waiting}}", lost), {
      coverage: [],
    });
    expect(text.match(/Not held: no extract of case/g)).toHaveLength(3);
    expect(text).not.toMatch(/\b0\b|None\./);
  });

  it("takes markup for text, and leads and asks nowhere outside", () => {
    const { markup, faults } = made(
      page(
        [
          `<img src=x onerror=alert(1)> <script>alert(1)</script> ${"$"}{1+1} <!-- x -->`,
          "[bad](javascript:alert(1)) [data](data:text/html,x) [out](https://example.com/a) <https://example.com/b> [mail](mailto:a@b.uk)",
          "[home](../index.html) [calls](../measures/calls.html) [self](own.md) [part](#a-part)",
          "## A part\n\n#### Deep",
          "| Team | Cases |\n| --- | ---: |\n| <b>A</b> | 3 |",
          "`{{value calls}}` ~~no~~ *so*",
        ].join("\n\n"),
      ),
    );
    expect(faults).toEqual([]);
    expect(markup).not.toMatch(/<img|<script|<b>|onerror=alert\(1\)>|href="(javascript|data|https?):/i);
    expect(markup).toContain("out (https://example.com/a)");
    expect(markup).toContain('href="own.html"');
    expect(markup).toContain('href="#a-part"');
    expect(markup).toContain("<h3 id=");
    expect(markup).toContain('data-label="Cases"');
    expect(markup).toContain("<code>{{value calls}}</code>");
  });

  it.each([
    ["a component there isn't", "a\n\n{{valu calls}}", "6: unknown component: valu; did you mean value?"],
    [
      "a measure there isn't",
      "{{value cals}}",
      "4: no measure and no block of SQL of this page is called cals; did you mean calls?",
    ],
    [
      "an option there isn't",
      "{{table calls bye=line}}",
      "4: unknown option of {{table calls}}: bye; did you mean by?",
    ],
    [
      "a breakdown there isn't",
      "{{table calls by=lines}}",
      "4: calls isn’t broken down by lines; did you mean line?",
    ],
    [
      "a period there isn't",
      "x\n{{value calls period=1999-01}}",
      "5: there is no figure of calls for 1999-01",
    ],
    ["what can't be read", "{{value}}", "4: can’t be read: {{value}}"],
    ["a picture", "![x](https://example.com/x.png)", "4: a picture can’t be shown"],
    ["a page there isn't", "[x](../nowhere.html)", "4: a link leads to ../nowhere.html"],
    ["a page outside", "[x](../../../etc/passwd)", "4: a link leads to ../../../etc/passwd"],
    ["a heading there isn't", "[x](#nowhere)", "4: a link leads to #nowhere"],
    ["a word after sql", "```sql as=x\nselect 1\n```", "4: unknown word after sql: as=x"],
  ])("that names %s can't be shown, and says why at which line", (_, text, problem) => {
    const { faults, text: said } = made(page(text));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(problem);
    expect(said).toContain(problem.replace(/^\d+: /, ""));
  });

  it("has no SQL where it is for the public, and what isn't published isn't shown", () => {
    const content = fixtureInput("public");
    const [measure] = content.measures;
    const id = measure?.id ?? "";
    const show = (text: string) => toPages(toSite({ ...content, ownPages: [page(text)] }), () => true);
    expect(show(`{{value ${id}}}`).some(({ path }) => path === "pages/own")).toBe(true);
    expect(() => show("```sql\nselect 1\n```")).toThrow("has no SQL");
    expect(() => show("{{value officers-below-20}}")).toThrow("can’t be published: pages/own.md, line 4");
  });
});

describe("the folder of an office's pages", () => {
  const good = "---\ntitle: Good\n---\n\n# Good\n";

  it("is read file by file: what can't be read costs that page alone", () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      "pages/good.md": good,
      "pages/windows.md": good.replaceAll("\n", "\r\n"),
      "pages/index.md": good,
      "pages/utf16.md": Buffer.from(`\ufeff${good}`, "utf16le"),
      "pages/headless.md": "# None",
      "pages/odd.md": "---\ntitle: x\ncolour: red\n---\n",
      "pages/Not So.md": good,
      "pages/notes.txt": "x",
      "pages/deep/x.md": good,
      "pages/public/open.md": good,
    });
    const { pages, faults } = readWrittenPages(folder, "internal");
    expect(pages.map(({ path, above }) => [path, above])).toEqual([
      ["pages/good", 3],
      ["pages/index", 3],
      ["pages/windows", 3],
    ]);
    expect(pages.map(({ text }) => text)).not.toContain("\r");
    expect(faults.map(({ file, problem }) => [file, problem.split(" ").slice(0, 3).join(" ")])).toEqual([
      ["pages/Not So.md", "must be called"],
      ["pages/deep/", "is a folder:"],
      ["pages/headless.md", "must begin with"],
      ["pages/notes.txt", "must be called"],
      ["pages/odd.md", "unknown setting: colour;"],
      ["pages/utf16.md", "must be UTF-8"],
    ]);
    expect(readWrittenPages(folder, "public").pages.map(({ path }) => path)).toEqual(["pages/open"]);
  });

  it("has its SQL run over marts, lists and figures, and over nothing else", async () => {
    const warehouse = await openEmptyWarehouse();
    const cases = Array.from({ length: 5000 }, (_, place) => ({
      case_reference: `C-${place}`,
      team: "A",
      received_on: "2022-03-01",
    }));
    await fillWarehouse(warehouse, { cases }, ["marts.cases", "lists.today"]);
    const folder = temporaryFolder();
    const sql = (...blocks: string[]) =>
      `---\ntitle: T\n---\n\n${blocks.map((one, place) => `\`\`\`sql id=q${place}\n${one}\n\`\`\``).join("\n\n")}\n`;
    writeFiles(folder, {
      "pages/a.md": sql(
        "select case_reference as x, 1 as n, received_on as d, true as t from marts.cases order by case_reference;",
        "select measure, sum(value) as v from measures.figures group by all",
        "select as_at from lists.today",
      ),
      "pages/b.md": sql("select 1", "select\n  *\nfrom read_csv('/etc/passwd')"),
      "pages/c.md": sql("select * from 'x.csv'"),
      "pages/d.md": sql("select complainant from marts.cases", "drop table marts.cases"),
      "pages/e.md": sql("select nothing from marts.cases"),
      "pages/f.md": sql("with recursive a as (select 1 as x) select * from raw.cases"),
    });
    const { figures } = base;
    const read = await readOwnPages({
      ...warehouse,
      folder,
      figures,
      asAt: "2022-03-31",
      definitions: base.measures,
      sources: [],
    });
    const [first, ...others] = read;
    if (!first) throw new Error("no page");
    expect(first.fault).toBeNull();
    const [counted, sums, today] = first.queries;
    expect([counted?.total, counted?.rows.length]).toEqual([5000, 1000]);
    expect(counted?.columns.map(({ kind }) => kind)).toEqual(["text", "number", "date", "truth"]);
    expect(counted?.contracts).toContain("cases");
    expect(sums).toMatchObject({ total: 2, contracts: [] });
    // Asked again, it has what is other by then: a figure of one measure, and none of another any more.
    const ids = [...new Set(figures.map(({ measure }) => measure))];
    const [only = "", gone = ""] = ids;
    const changed = figures
      .filter(({ measure }) => measure !== gone)
      .map((figure) => (figure.measure === only ? { ...figure, value: 1 } : figure));
    const again = await readOwnPages({
      ...warehouse,
      folder,
      figures: changed,
      asAt: "2022-03-31",
      definitions: base.measures,
      sources: [],
    });
    expect(again[0]?.queries[1]?.rows).toEqual([
      [only, changed.filter(({ measure }) => measure === only).length],
    ]);
    expect(today?.rows).toEqual([["2022-03-31"]]);
    expect(others.map(({ fault }) => `${fault?.line}: ${fault?.problem}`)).toEqual([
      expect.stringContaining("12: can’t ask read_csv(): a page may read the marts"),
      expect.stringContaining("6: can’t read what is no relation"),
      "10: must be one select, and nothing else",
      expect.stringContaining("6: Referenced column"),
      "6: can’t read raw.cases: did you mean marts.cases?",
    ]);
  });
});
