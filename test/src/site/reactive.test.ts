import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { type OwnQuery, readPageBlocks } from "../../../src/report/writtenPages.ts";
import { buildSite } from "../../../src/site/buildSite.ts";
import { findPageFaults } from "../../../src/site/ownPages.ts";
import { toPages } from "../../../src/site/pages.ts";
import { serveSite } from "../../../src/site/serve.ts";
import { axeFaults } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { fixtureInput, hostile } from "./fixture.ts";
import { readOwnPage } from "./ownPage.ts";

const whole = fixtureInput("internal");
const few = ["calls", "cases-open"];
const base: Report = {
  ...whole,
  measures: whole.measures.filter(({ id }) => few.includes(id)).map((one) => ({ ...one, beside: [] })),
  figures: whole.figures.filter(({ measure }) => few.includes(measure)),
  restated: null,
  published: [],
};

const teams: OwnQuery = {
  id: "teams",
  columns: [
    { name: "team", kind: "text" },
    { name: "cases", kind: "number" },
  ],
  rows: [
    [hostile, 3],
    ["North", 5],
    [null, 2],
  ],
  total: 3,
  contracts: ["cases"],
  unrecorded: { all: [], some: [] },
};

const read = (name: string, text: string, queries = [teams]) => readOwnPage(name, text, queries);

const live = `Before the blocks.

\`\`\`js
const teams = await FileAttachment("live/teams.json").json();
const calls = await FileAttachment("../measures/calls.csv").text();
\`\`\`

\`\`\`js
import * as Inputs from "@observablehq/inputs";
const most = view(Inputs.range([1, 9], {label: "Most", step: 1, value: 9}));
\`\`\`

\`\`\`js
display(\`\${teams.filter((d) => d.cases <= most).length} teams of \${calls.split("\\n").length > 10}\`);
display(teams[0].team);
display(html\`<b id="said">\${teams[0].team}</b>\`);
\`\`\`

\`\`\`js
Inputs.table(teams)
\`\`\`

\`\`\`js
import * as Plot from "@observablehq/plot";
display(Plot.plot({marks: [Plot.barX(teams, {x: "cases", y: "team", tip: true})]}));
\`\`\`

\`\`\`js
display(Plot.plot({caption: "With a legend", color: {legend: true}, symbol: {legend: true}, marks: [Plot.dot(teams, {x: "cases", y: "cases", stroke: "team", symbol: "team"})]}));
display(Plot.plot({color: {legend: true}, marks: [Plot.dot(teams, {x: "cases", y: "cases", fill: "cases", title: "team"})]}));
display(Plot.legend({color: {type: "linear", domain: [0, 9]}}));
\`\`\`

\`\`\`js
throw new Error("<img src=x onerror=alert(3)>")
\`\`\`

After the blocks.
`;

/** Pictures and fields of which the page says nothing to who doesn't see them. */
const bare = `## The heading

\`\`\`js
const rows = await FileAttachment("bare/teams.json").json();
display(svg\`<svg width="40" height="40"><circle r="9" cx="20" cy="20"></circle></svg>\`);
display(Inputs.text({ placeholder: "A word" }));
display(Inputs.search(rows));
display(Inputs.checkbox(["a", "b"], { label: "Some" }));
display(Inputs.date());
display(Inputs.table(rows, { rows: 2 }));
display(Plot.plot({ marks: [Plot.barX(rows, { x: "cases", y: "team", ariaLabel: "team" })] }));
\`\`\`
`;

const monthly: OwnQuery = {
  id: "monthly",
  columns: [
    ...["jurisdiction", "month"].map((name) => ({ name, kind: "text" as const })),
    ...["received", "closed"].map((name) => ({ name, kind: "number" as const })),
  ],
  rows: [
    ["health", "2022-02", 5, 3],
    ["health", "2022-03", 4, 6],
    ["other", "2022-03", 1, 2],
  ],
  total: 3,
  contracts: ["cases"],
  unrecorded: { all: [], some: [] },
};

const folder = mkdtempSync(join(tmpdir(), "candour-reactive-"));
const out = join(folder, "site");
let browser: Browser;
let address = "";
let close: () => Promise<void>;

beforeAll(async () => {
  const ownPages = [
    await read("live", live),
    await read("plain", "Nothing moves."),
    await read(
      "in-and-out",
      readFileSync("data/pages/in-and-out.md", "utf8").replace(/^---[\s\S]*?\n---\n/, ""),
      [monthly],
    ),
    await read("bare", bare),
  ];
  const { faults } = await buildSite({ ...base, ownPages }, { root: join(folder, "root"), out });
  expect(faults).toEqual([]);
  const served = await serveSite(out, { host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${served.port}`;
  close = () => served.close();
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await close?.();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page, with all that it asks for and all that it complains of. */
async function open(url: string, javaScript = true) {
  const page: Page = await browser.newPage({ javaScriptEnabled: javaScript });
  const asked: string[] = [];
  const said: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("dialog", (dialog) => said.push(`dialog: ${dialog.message()}`));
  await page.goto(url);
  return { page, asked, said };
}

describe("a page of the office's own with js", () => {
  it("runs as Framework's documentation says, and asks nothing outside", { timeout: 60_000 }, async () => {
    const { page, asked, said } = await open(`${address}/pages/live`);
    await page.waitForSelector("text=3 teams of true");
    await page.locator("input[type=number]").fill("3");
    await page.waitForSelector("text=2 teams of true");
    await page.waitForSelector("#said");
    await page.waitForSelector("table td");
    await page.waitForSelector("svg.plot-d6a7b5");
    await page.waitForSelector("text=With a legend");
    await page.waitForSelector(".observablehq--error");
    const about = await page.evaluate(() => ({
      unrun: document.querySelectorAll("[data-unrun]").length,
      images: document.querySelectorAll("main img").length,
      said: document.querySelector("#said")?.textContent,
      error: document.querySelector(".observablehq--error")?.textContent,
      text: document.querySelector("main")?.textContent,
    }));
    expect(about).toMatchObject({ unrun: 0, images: 0, said: hostile });
    expect(about.error).toContain("<img src=x onerror=alert(3)>");
    expect(about.text).toContain("After the blocks.");
    expect(asked.filter((url) => !url.startsWith(address))).toEqual([]);
    const refused = said.filter((text) => /Content Security Policy|dialog|Refused/i.test(text));
    expect(refused).toEqual([]);
    await page.close();
  });

  it.each(["live", "bare", "in-and-out"])(
    "has no fault of accessibility once its blocks have run: %s",
    { timeout: 60_000 },
    async (name) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${address}/pages/${name}`);
      await page.waitForSelector(".own-js svg[role=img]");
      if (name === "live") await page.waitForSelector(".observablehq--error");
      expect(await axeFaults(page)).toEqual([]);
      await context.close();
    },
  );

  it("alone has a policy of its own, which lets no text become code", async () => {
    const policyOf = async (path: string) =>
      (await fetch(`${address}/${path}`)).headers.get("content-security-policy") ?? "";
    const own = await policyOf("pages/live.html");
    const usual = await policyOf("index.html");
    expect(await policyOf("pages/live")).toBe(own);
    expect(await policyOf("pages/plain")).toBe(usual);
    expect(own).toMatch(/script-src 'self';/);
    expect(own).toMatch(/style-src 'self' 'sha256-/);
    expect(own).toContain("frame-ancestors 'none'");
    expect(own).not.toMatch(/unsafe|https?:/);
    const plain = readFileSync(join(out, "pages/plain.html"), "utf8");
    expect(plain).not.toMatch(/Content-Security-Policy|<script/);
    const text = readFileSync(join(out, "pages/live.html"), "utf8");
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).toMatch(/<script defer src="\.\.\/pages\/_import\/live\.\w{8}\.js" integrity="sha256-/);
    expect(text).not.toContain("alert(");
  });

  it("says without JavaScript, and from a folder, what isn't shown; its prose stays", async () => {
    const without = await open(`${address}/pages/live`, false);
    const text = await without.page.textContent("main");
    expect(text).toContain("Before the blocks.");
    expect(text).toContain("Not shown: part 1 of 5, which JavaScript makes.");
    await without.page.close();
    const folded = await open(`file://${join(out, "pages/live.html")}`);
    await folded.page.waitForSelector("text=/part 5 of 5.*not from a folder/");
    expect(await folded.page.textContent("main")).toContain("After the blocks.");
    await folded.page.close();
  });
});

describe("what js in a page asks for", () => {
  const faultsOf = async (text: string, more: Partial<Report> = {}, queries = [teams]) => {
    const page = await read("own", text, queries);
    const site = toSite({ ...base, ownPages: [page], ...more });
    const [made] = toPages(site, (path) => path === page.path);
    return {
      faults: findPageFaults(site).map(({ line, problem }) => `${line}: ${problem}`),
      text: made?.body.text ?? "",
    };
  };
  const js = (source: string) => `\`\`\`js\n${source}\n\`\`\``;

  it.each([
    ["a package there isn't", js('\nimport _ from "npm:lodash";'), "6: there is no package npm:lodash here"],
    [
      "one by address",
      js('import x from "https://example.com/x.js";'),
      "5: there is no package https://example",
    ],
    [
      "a library of Framework's",
      js("1;\nd3.max([1])"),
      "6: d3 isn’t here: there are Plot, Inputs, html and svg",
    ],
    ["what isn't js", js("const a = 1;\nconst = 2"), "6: js that can’t be read: Unexpected token"],
    ["a name twice", `${js("const a = 1;")}\n\n${js("const a = 2;")}`, "5: a is declared by two blocks"],
    [
      "a file outside",
      js('FileAttachment("../../x.json").json()'),
      "5: js that can’t be read: non-local file",
    ],
    [
      "a file there isn't",
      js('FileAttachment("own/team.json").json()'),
      "5: there is no file ./own/team.json",
    ],
    [
      "another kind of reading",
      js('FileAttachment("own/teams.json").csv()'),
      "FileAttachment(…).csv isn’t here",
    ],
    ["a word after js", "```js echo\n1\n```", "4: unknown word after js: echo"],
  ])("can't be %s: the page says why, at which line", async (_, text, problem) => {
    const { faults } = await faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(problem);
  });

  it("isn't cut short in silence, and isn't run of what was never loaded", async () => {
    const attached = js('FileAttachment("own/teams.json").json()');
    const cut = await faultsOf(attached, {}, [{ ...teams, total: 4000 }]);
    expect(cut.faults[0]).toContain("teams gives 4000 rows, and a page is given the first 3");
    const lost = await faultsOf(attached, { coverage: [] });
    expect(lost.faults).toEqual([]);
    expect(lost.text).toContain("Not held: no extract of case");
    expect(lost.text).not.toContain("own-js");
  });

  it("is refused by name on a page for the public", () => {
    const { fault } = readPageBlocks({ text: js("1"), above: 3 }, "public", { measures: new Map() });
    expect(fault).toMatchObject({ line: 4 });
    expect(fault?.problem).toContain("a page for the public has no js");
  });
});
