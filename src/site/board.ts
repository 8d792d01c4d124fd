import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { forBoard } from "../report/forBoard.ts";
import { Html } from "../report/html.ts";
import { type Series, type Site, toSite } from "../report/series.ts";
import { type LaidOutPage, Markdown } from "./components/layout.ts";
import { checkLinks } from "./pageLinks.ts";
import { toPages, withFrameOf } from "./pages.ts";
import { share, shareFolder } from "./share.ts";
import { type Fill, filesIn, writeFiguresOf, writePages } from "./siteFiles.ts";

/** A paragraph that begins with a link that opens a figure up, and such a link anywhere else, as src/site/components/drillLink.ts writes it. */
const link = String.raw`<a(?: class="opened")? href="[./]*drill\.html\?[^"]*" rel="external">`;
const paragraph = new RegExp(String.raw`<p class="[^"]*">\s*${link}(?:(?!</p>)[^])*</p>`, "g");
const anywhere = new RegExp(
  `${link}((?:(?!</a>)[^])*?)(?:<span class="unseen">[^<]*: open it up</span>)?</a>`,
  "g",
);

/** Where the script of a chart would open a month. */
const opened = / data-open="[./]*drill\.html\?[^"]*"/g;

/** A file of single rows, in a list of what can be taken away. */
const rowsFile = /<li><a href="[./]*data\/[^"]*" rel="external" download>[^<]*<\/a><\/li>/g;

/** A page's body without the ways down to cases and single rows. */
const withoutCases = (body: string): string =>
  body.replace(paragraph, "").replace(anywhere, "$1").replace(opened, "").replace(rowsFile, "");

/** Groups whose pages show more than measures of what lists of cases say. */
const ofCases = ["caseload", "registers"];

/**
 * Whether a page says to a board what it says to all but for ways down to cases: it is of measures alone, of which a board has
 * every figure.
 */
function isTheSame({ file, path }: LaidOutPage, whole: Site, site: Site): boolean {
  const isWhole = ({ definition: { id }, figures }: Series) =>
    site.byId.get(id)?.figures.length === figures.length;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (file === "[group].md.ts")
    return (
      !ofCases.includes(name) &&
      whole.series.filter(({ definition }) => definition.group === name).every(isWhole)
    );
  const series = whole.byId.get(name);
  // What was agreed about a measure is said on its page, in words of which a board has none.
  if (file.startsWith("measures/") && whole.report.casework.actions.some(({ measure }) => measure === name))
    return false;
  return /^(measures|trace)\/\[measure\]/.test(file) && series !== undefined && isWhole(series);
}

/**
 * The pages of a board's site: what is the same for all is taken from the pages of the whole site, which cost the most to make, and
 * put into the board's frame; the rest is made of what a board has.
 */
export function boardPages(whole: Site, laidOut: readonly LaidOutPage[], site: Site): LaidOutPage[] {
  const same = laidOut.filter((page) => isTheSame(page, whole, site));
  const paths = new Set(same.map(({ path }) => path));
  const taken = same.map((page) =>
    page.body instanceof Markdown ? page : { ...page, body: new Html(withoutCases(page.body.text)) },
  );
  return [...toPages(site, (path) => !paths.has(path)), ...withFrameOf(site, taken)];
}

/**
 * Writes the site of a board beside the one that has everything: its pages in the same templates, and every other file that would
 * have the same bytes as that very file. `board` must be absent or empty. Throws an Error when a link of it leads out of it.
 */
export async function writeBoard(
  whole: Site,
  { laidOut, fill, out }: { laidOut: readonly LaidOutPage[]; fill: Fill; out: string },
  board: string,
): Promise<void> {
  const site = toSite(forBoard(whole.report));
  const pages = boardPages(whole, laidOut, site).map(fill);
  await writePages(pages, board);
  await shareFolder(join(out, "_import"), join(board, "_import"));
  await mkdir(join(board, "measures"), { recursive: true });
  for (const one of site.series) {
    const name = join("measures", one.definition.id);
    if (whole.byId.get(one.definition.id)?.figures.length !== one.figures.length)
      await writeFiguresOf(site.report, one, board);
    else
      for (const file of [`${name}.csv`, `${name}.ods`])
        if (existsSync(join(out, file))) await share(join(out, file), join(board, file));
  }
  checkLinks(pages, new Set(await filesIn(board)));
}
