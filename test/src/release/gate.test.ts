import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOffice } from "../../../loaders/office.ts";
import { readDaysOff } from "../../../loaders/reference.ts";
import { programSettings } from "../../../src/project.ts";
import { writeDataFiles } from "../../../src/release/dataFiles.ts";
import { inspect } from "../../../src/release/gate.ts";
import { toPublicReport } from "../../../src/release/publicReport.ts";
import type { PublicContent } from "../../../src/release/publicWarehouse.ts";
import { reconcile } from "../../../src/release/reconcile.ts";
import { scanFolder } from "../../../src/scan/scan.ts";
import { buildSite } from "../../../src/site/buildSite.ts";
import { keepLeft } from "../../../src/site/framework.ts";
import { isLong } from "../../gear.ts";
import { knowing } from "../scan/knowing.ts";
import { openBrowser } from "../site/browser.ts";
import { checkCsvw } from "../tables/csvwRules.ts";
import { publicContent } from "./publicContent.ts";

const home = mkdtempSync(join(tmpdir(), "candour-gate-"));
const people = knowing({ names: ["Meera Chattopadhyay"] });
const isKept = (id: string) => isLong || publicContent.measures.slice(0, 2).some((one) => one.id === id);
/** In the short gear of two measures: each is scanned and read in every format, several times. */
const content: PublicContent = {
  ...publicContent,
  measures: publicContent.measures.filter(({ id }) => isKept(id)),
  figures: publicContent.figures.filter(({ measure }) => isKept(measure)),
};
const { measures, plan } = content;
const daysOff = readDaysOff(programSettings, readOffice(programSettings));

/** Numerator, denominator and value of the first figure that has them. */
const counted = /,(\d+),(\d*),([\d.]+),/;

/** A public edition as the separate process makes it. */
async function make(content: PublicContent, name: string): Promise<string> {
  const folder = join(home, name);
  const written = join(home, `${name}-files`);
  const files = await writeDataFiles(content, written);
  const left = join(home, `${name}-templates`);
  await buildSite(toPublicReport(content, files), { root: join(home, `${name}-pages`), out: folder, left });
  await keepLeft(left);
  for (const file of readdirSync(written)) renameSync(join(written, file), join(folder, file));
  return folder;
}

let sound: string;

beforeAll(async () => {
  sound = await make(content, "sound");
});

afterAll(() => rmSync(home, { recursive: true }));

const problemsOf = async (folder: string) =>
  (await inspect({ folder, plan, measures, people, daysOff, suppressed: [], pack: null })).problems;

describe("a public edition in which nothing is wrong", () => {
  it("passes the gate, its pages held against its downloads", async () => {
    const { problems, reconciled } = await inspect({
      folder: sound,
      plan,
      measures,
      people,
      daysOff,
      suppressed: [],
      pack: null,
    });
    expect(problems).toEqual([]);
    expect(reconciled.pageCells).toBeGreaterThan(100);
  });

  it("has valid CSVW metadata beside each table", () => {
    const data = join(sound, "data");
    const described = readdirSync(data).filter((name) => name.endsWith(".csv-metadata.json"));
    expect(described.length).toBeGreaterThanOrEqual(measures.length);
    for (const name of described) {
      const csv = readFileSync(join(data, name.replace("-metadata.json", "")), "utf8");
      const metadata = JSON.parse(readFileSync(join(data, name), "utf8")) as Record<string, unknown>;
      expect({ name, faults: checkCsvw(metadata, csv) }).toEqual({ name, faults: [] });
    }
  });

  it("says to machines what it is, with every file there is and no other", () => {
    const page = readFileSync(join(sound, "catalogue.html"), "utf8");
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    const said = JSON.parse(block) as Record<string, unknown> & {
      distribution: { contentUrl: string; contentSize: string }[];
    };
    expect(said).toMatchObject({
      "@type": "Dataset",
      license: plan.licence.url,
      dateModified: "2022-04-20",
      maintainer: { contactPoint: { email: plan.contact.email } },
    });
    expect(said.temporalCoverage).toMatch(/^20\d\d-\d\d-\d\d\/2022-03-31$/);
    for (const { contentUrl, contentSize } of said.distribution)
      expect(contentSize).toBe(`${readFileSync(join(sound, contentUrl)).length} bytes`);
    const offered = new Set(said.distribution.map(({ contentUrl }) => contentUrl));
    const held = readdirSync(join(sound, "data")).filter((name) => !name.endsWith("-metadata.json"));
    expect([...offered].sort()).toEqual(["everything.zip", ...held.map((name) => `data/${name}`)].sort());
  });
});

describe("a public edition that no release made", () => {
  it("says so at the head of every page, on screen and on paper, and is refused for it", async () => {
    const folder = await make({ ...content, isReleased: false }, "preview");
    const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".html"),
    );
    const problems = await problemsOf(folder);
    expect(problems.sort()).toEqual(
      pages.map((page) => `preview: ${page} says that it isn't released`).sort(),
    );
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      for (const media of ["screen", "print"] as const) {
        await page.emulateMedia({ media });
        for (const name of ["index.html", "404.html", "catalogue.html"]) {
          await page.setContent(readFileSync(join(folder, name), "utf8"));
          const banner = page.getByText("Preview: made by a build, not released. Do not serve or share it");
          expect({ media, name, seen: await banner.isVisible() }).toEqual({ media, name, seen: true });
        }
      }
    } finally {
      await browser.close();
    }
    const style = readdirSync(join(folder, "_import")).find((name) => name.endsWith(".css")) ?? "";
    expect(readFileSync(join(folder, "_import", style), "utf8")).toContain("PREVIEW: not released");
  });

  it("is told from a release by nothing that a release has", () => {
    const texts = readdirSync(sound, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(html|css)$/.test(name))
      .map((name) => readFileSync(join(sound, name), "utf8"));
    expect(texts.filter((text) => /preview: /i.test(text))).toEqual([]);
  });
});

describe("the forms of a figure that don't agree", () => {
  const id = measures[0]?.id ?? "";

  it.each([
    ["a CSV", `data/${id}.csv`, (text: string) => text.replace(/,(\d+)(?=,)/, ",9$1"), /not as in|differ/],
    [
      "a JSON",
      `data/${id}.json`,
      (text: string) => text.replace(/"value": (\d)/, '"value": 9$1'),
      /JSON and CSV/,
    ],
    [
      "the list of all",
      "data/figures.csv",
      (text: string) => text.replace(counted, ",$1,$2,9$3,"),
      /figures/,
    ],
    [
      "a page",
      `measures/${id}.html`,
      (text: string) => text.replace(/(<td class="number[^>]*>)(\d)/, "$19$2"),
      /html/,
    ],
  ])("stop it: %s changed by a byte", async (_title, file, change, message) => {
    const folder = join(home, "changed");
    cpSync(sound, folder, { recursive: true });
    const text = readFileSync(join(folder, file), "utf8");
    expect(change(text)).not.toBe(text);
    writeFileSync(join(folder, file), change(text));
    const { problems } = await reconcile(folder, measures, null);
    rmSync(folder, { recursive: true });
    expect(problems.join("\n")).toMatch(message);
  });

  it.each(["ods", "xlsx"])("stop it: another measure's %s in the place of its own", async (format) => {
    const folder = join(home, "swapped");
    cpSync(sound, folder, { recursive: true });
    copyFileSync(join(folder, `data/${measures[1]?.id}.${format}`), join(folder, `data/${id}.${format}`));
    const { problems } = await reconcile(folder, measures, null);
    rmSync(folder, { recursive: true });
    expect(problems.some((problem) => problem.startsWith(`${id}.${format}`))).toBe(true);
  });

  it("stop it: the month's pack gave a figure otherwise", async () => {
    const pack = join(home, "pack.csv");
    copyFileSync(join(sound, "data/figures.csv"), pack);
    const agreed = await reconcile(sound, measures, pack);
    expect(agreed.problems).toEqual([]);
    expect(agreed.packNumbers).toBeGreaterThan(100);
    writeFileSync(pack, readFileSync(pack, "utf8").replace(counted, ",9$1,$2,$3,"));
    expect((await reconcile(sound, measures, pack)).problems.join()).toContain("not as in the pack");
  });
});

describe("somebody planted in the public warehouse", () => {
  it("stops the release, in whatever text it is and whatever file that goes to", async () => {
    const planted = "asked by Meera Chattopadhyay";
    const [first, ...others] = measures;
    if (!first) throw new Error("missing measures");
    const folder = await make(
      {
        ...content,
        plan: { ...plan, description: planted },
        measures: [{ ...first, definition: planted, caveats: [planted] }, ...others],
        figures: content.figures.map((figure) => ({
          ...figure,
          note: `${figure.note} ${planted}`.trim(),
        })),
        holdings: [
          {
            measure: first.id,
            breakdown: "",
            from: "2015-01-01",
            to: "2015-12-31",
            extent: "none",
            reason: planted,
          },
        ],
      },
      "planted",
    );
    const findings = await scanFolder(folder, { known: people });
    const files = new Set(findings.filter(({ what }) => what === "a name").map(({ file }) => file));
    for (const name of ["csv", "csv-metadata.json", "json", "ods", "xlsx"])
      expect([...files]).toContain(`data/${first.id}.${name}`);
    for (const name of ["catalogue", "not-held", `measures/${first.id}`])
      expect([...files]).toContain(`${name}.html`);
    expect([...files]).toContain("everything.zip");
    expect([...files]).toContain("data/figures.csv");
  });

  it("stops it as a stray byte after a page's end, or as a file's name", async () => {
    const folder = join(home, "stray");
    cpSync(sound, folder, { recursive: true });
    appendFileSync(
      join(folder, "index.html"),
      `<!-- ${Buffer.from("Meera Chattopadhyay").toString("base64")} -->`,
    );
    writeFileSync(join(folder, "data", "meera-chattopadhyay.csv"), "a\r\n");
    const problems = await problemsOf(folder);
    rmSync(folder, { recursive: true });
    expect(problems.some((problem) => problem.startsWith("scan: index.html"))).toBe(true);
    expect(problems.some((problem) => problem.includes("its name"))).toBe(true);
    expect(problems.join()).not.toMatch(/chattopadhyay/i);
  });
});

describe("a false alarm of the scan", () => {
  it("stops the release until it is cleared with a reason; what it says is in the officer's file", async () => {
    const folder = join(home, "alarm");
    cpSync(sound, folder, { recursive: true });
    const page = join(folder, "index.html");
    writeFileSync(page, readFileSync(page, "utf8").replace("</main>", "<p>Mrs Shufflebotham</p></main>"));
    const gate = { folder, plan, measures, people, daysOff, suppressed: [], pack: null };
    const findings = join(home, "scan-findings.yaml");
    const { problems } = await inspect({ ...gate, findings });
    expect(problems).toContain("scan: index.html: its text: a title and surname");
    expect(readFileSync(findings, "utf8")).toContain("text: Mrs Shufflebotham");
    const clearances = [
      {
        text: "Mrs Shufflebotham",
        what: "a title and surname",
        reason: "a character of a play",
        by: "Head of Statistics",
      },
    ];
    const cleared = await inspect({ ...gate, findings, clearances });
    rmSync(folder, { recursive: true });
    expect(cleared.problems).toEqual([]);
    expect(cleared.cleared.used.map(({ findings: number }) => number > 0)).toEqual([true]);
    expect(existsSync(findings)).toBe(false);
  });
});
