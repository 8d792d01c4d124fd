import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDay } from "../report/format.ts";
import type { Report } from "../report/report.ts";
import { editionMark, editions, type LaidOutPage } from "./components/layout.ts";
import { bundleScripts } from "./scripts.ts";
import { isProse, type PageStyle, scriptsOf, sheetOf, sheets, slot, templatePath } from "./template.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** Dark pink inside, dark blue outside (Government Analysis Function palette), and lighter on a dark page. */
const accents = {
  internal: { light: "#801650", dark: "#c65a98" },
  public: { light: "#12436D", dark: "#5c9bd1" },
} as const;

/** A page as Framework's Markdown: settings as JSON, then Markdown or a block of HTML. */
export function toMarkdown(
  { title, header, footer, head }: { title: string; header: string; footer: string; head?: string },
  body: string,
  sheet: PageStyle = "style",
): string {
  const own = sheet === "style" ? {} : { style: `/${sheet}.css` };
  const settings = Object.entries({ title, header, footer, ...own, ...(head ? { head } : {}) });
  const lines = settings.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n${body}\n`;
}

/** The template of a page's kind: prose has its own words in it. */
function toTemplate(page: LaidOutPage): string {
  const body = isProse(page) ? page.body.text : `<div>${slot("body")}</div>`;
  const open = { title: slot("title"), header: slot("header"), footer: slot("footer") };
  return toMarkdown(open, body + scriptsOf(page), sheetOf(page));
}

/** Parts of the style that only the internal edition has anything of, and no measure's own page. */
const internalOnly = ["5-casework.css", "5-daily.css", "5-earlier.css", "5-trace.css"];

/** The parts of the style that each stylesheet leaves out: its pages have nothing of them. */
const leftOut: Record<PageStyle, readonly string[]> = {
  style: ["4-views.css", "5-drill.css", "5-present.css"],
  measure: [
    "2-lists.css",
    "3-agenda.css",
    "3-brief.css",
    "5-drill.css",
    "5-filters.css",
    "5-groups.css",
    "5-own.css",
    "5-present.css",
    "7-brief.css",
    ...internalOnly,
  ],
  group: [
    "3-brief.css",
    "4-views.css",
    "5-casework.css",
    "5-daily.css",
    "5-drill.css",
    "5-earlier.css",
    "5-filters.css",
    "5-own.css",
    "5-present.css",
    "7-brief.css",
  ],
  feedback: [
    "3-brief.css",
    "4-views.css",
    "5-drill.css",
    "5-earlier.css",
    "5-own.css",
    "5-present.css",
    "7-brief.css",
  ],
  made: [
    "2-lists.css",
    "3-agenda.css",
    "3-brief.css",
    "3-signs.css",
    "3-under.css",
    "4-measure.css",
    "4-months.css",
    "4-views.css",
    "5-casework.css",
    "5-daily.css",
    "5-drill.css",
    "5-earlier.css",
    "5-filters.css",
    "5-groups.css",
    "5-own.css",
    "5-present.css",
    "7-brief.css",
  ],
  drill: [
    "3-agenda.css",
    "3-brief.css",
    "3-signs.css",
    "4-measure.css",
    "4-views.css",
    "5-casework.css",
    "5-daily.css",
    "5-earlier.css",
    "5-filters.css",
    "5-groups.css",
    "5-own.css",
    "5-present.css",
    "7-brief.css",
  ],
  present: [
    "4-views.css",
    "5-daily.css",
    "5-drill.css",
    "5-earlier.css",
    "5-filters.css",
    "5-groups.css",
    "5-own.css",
    "5-trace.css",
  ],
};

/** The parts of the style that a stylesheet leaves out. */
const leftOutOf = (sheet: PageStyle, { edition }: Report): readonly string[] =>
  edition === "public" ? [...leftOut[sheet], ...internalOnly] : leftOut[sheet];

/** A stylesheet, its parts in order of name, with the accent of its edition: what is the same from month to month. */
async function lastingStyle(report: Report, sheet: PageStyle): Promise<string> {
  const folder = join(here, "style");
  const all = (await readdir(folder)).sort();
  const leftOut = leftOutOf(sheet, report);
  const names = all.filter((name) => !leftOut.includes(name));
  const parts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const { light, dark } = accents[report.edition];
  return `${parts.join("\n")}\n:root { --accent-light: ${light}; --accent-dark: ${dark}; }\n`;
}

/** The style of each sheet of paper: its words say the edition and the day. */
export function sheetWords(report: Report): string {
  const { name } = editions[report.edition];
  const quote = (text: string) => `"${text.replace(/["\\\n]/g, " ")}"`;
  const left = quote(editionMark(report));
  const right = quote(`${name}, as at ${formatDay(report.asAt)}`);
  return `@page{@top-left{content:${left}}@top-right{content:${right}}}\n`;
}

/** A whole stylesheet: with the words on each sheet of paper. */
export const styleFor = async (report: Report, sheet: PageStyle = "style"): Promise<string> =>
  (await lastingStyle(report, sheet)) + sheetWords(report);

async function writeAssetsBy(style: typeof lastingStyle, report: Report, root: string): Promise<void> {
  for (const sheet of sheets) await writeFile(join(root, `${sheet}.css`), await style(report, sheet));
  await bundleScripts(join(root, "client"));
}

/** Writes the stylesheets and the scripts of an edition where Framework finds them. */
export const writeAssets = (report: Report, root: string): Promise<void> =>
  writeAssetsBy(styleFor, report, root);

/**
 * Writes what Framework makes a site's templates, stylesheet and client scripts from under `root`, which must be new:
 * a template of the first page of each kind, in `firsts`, at its `templatePath`. The words on each sheet of paper aren't in it, so that it is the
 * same for each month.
 */
export async function writeStaging(
  report: Report,
  firsts: readonly LaidOutPage[],
  root: string,
): Promise<void> {
  for (const page of firsts) {
    const file = join(root, `${templatePath(page)}.md`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, toTemplate(page));
  }
  await writeAssetsBy(lastingStyle, report, root);
}
