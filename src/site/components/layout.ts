import { groups } from "../../catalogue/definition.ts";
import { monthDots } from "../../charts/trend.ts";
import { formatDay } from "../../report/format.ts";
import { type Content, type Html, html, join } from "../../report/html.ts";
import type { Publication, Report } from "../../report/report.ts";
import type { Site } from "../../report/series.ts";
import { hasMonthsFile, takeMonths } from "../monthsFile.ts";
import { withContents, withFocus } from "./contents.ts";
import { finderOf, findForm } from "./finder.ts";

/** Prose as Framework's Markdown, its figures filled in. */
export class Markdown {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a page says, before anything is put around it. */
export interface PageContent {
  title: string;
  body: Html | Markdown;
  /** The scripts of src/site/client/ it is better with, by name. Without them it must hold everything. */
  scripts?: readonly string[];
  /** What stands at the end of its head besides: of a page with js alone. */
  head?: string;
  /** What the page says to machines: a thing of schema.org, for the head of the page. */
  data?: Record<string, unknown>;
}

/** A page before it is laid out: `path` is within the site and has no extension. */
export interface Page extends PageContent {
  path: string;
}

/** A place in the main menu: a page of the site, by its path, and what it is called there. */
export interface MenuItem {
  path: string;
  name: string;
}

/** The way from a page back to the site's root: './' or '../'. */
export function rootOf(path: string): string {
  return path.includes("/") ? "../".repeat(path.split("/").length - 1) : "./";
}

/** A page with everything around it, ready to be put into its template. */
export interface LaidOutPage extends Page {
  /** The file of its edition's tree that makes it: measures/[measure].md.ts. */
  file: string;
  header: Html;
  footer: Html;
  /** What the file beside it says of its charts' months; null where it has none. */
  months: string | null;
}

/** What each edition is called, on screen, on paper and in the window's title. */
export const editions = {
  internal: { name: "Casework assurance", mark: "INTERNAL: not for publication" },
  public: { name: "Casework statistics", mark: "PUBLIC edition" },
} as const;

/** The name of the whole site, which each window's title ends with. */
export const siteTitle = ({ edition }: Report): string => `${editions[edition].name} (${edition})`;

const previewMark = "PREVIEW: not released";

/** What a board's site says of itself: what it is without. */
const boardMark = "INTERNAL, without officers and cases: not for publication";

/** What every page of a public site says that no release made; a site with these words may not be released. */
export const previewWords =
  "Preview: made by a build, not released. Do not serve or share it: a release hides other counts.";

/** Whether a public site is only a preview: all that `release` didn't make are. */
const isPreview = ({ edition, publication }: Report): boolean =>
  edition === "public" && publication?.isReleased !== true;

/** The words on each page and sheet that say whom an edition is for. */
export const editionMark = (report: Report): string =>
  isPreview(report) ? previewMark : report.isForBoard ? boardMark : editions[report.edition].mark;

/** Words that somebody wrote, ended as a sentence is. */
const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What every page of a reissue says: that it is one, when, why, and where what it changed is told. */
function reissueLine({ publication }: Report, root: string): Content {
  if (!publication?.reissue) return "";
  const { on, reason } = publication.reissue;
  return html`
    <p class="reissued">
      <strong>Reissued on ${formatDay(on)}:</strong> ${asSentence(reason)} <a href="${root}releases.html">What has changed</a>
    </p>`;
}

/** The groups that have measures, in the order the office reads them. */
export function groupsOf(site: Site): (keyof typeof groups)[] {
  const used = new Set(site.series.map((series) => series.definition.group));
  return (Object.keys(groups) as (keyof typeof groups)[]).filter((group) => used.has(group));
}

function menuLinks(menu: readonly MenuItem[], path: string): Html {
  const root = rootOf(path);
  const items = menu.map(({ path: to, name }) => {
    const current = to === path ? html` aria-current="page"` : "";
    return html`<li><a href="${root}${to}.html"${current}>${name}</a></li>`;
  });
  return html`<ul>${items}</ul>`;
}

/** On what terms the figures may be used, and whom to ask. */
function licenceLine({ licence, contact }: Publication): Html {
  return html`
    <p>
      Free to use under the <a href="${licence.url}" rel="license" target="_blank">${licence.name}</a>.
      Questions: ${contact.name}, <a href="mailto:${contact.email}" target="_blank" rel="noopener noreferrer">
        ${contact.email}
      </a>.
    </p>`;
}

/** What marks months in charts, defined once in each page: the texture of missing ones, and the dots of a page with a large chart. */
const texture = (hasDots: boolean) => html`
  <svg class="texture" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--band)"></rect>
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--hatch)" stroke-width="2"></line>
      </pattern>
      ${hasDots ? monthDots : ""}
    </defs>
  </svg>`;

/** Scripts of pages that have their own order or room for nothing beside them: the brief, a measure, the room, what opens a figure up. */
const withoutContents = new Set(["brief", "chart", "drill", "present"]);

/** A page's content in its frame, a long one's with a list of its parts. In Markdown a block of HTML ends at an empty line. */
function frame({ body, scripts = [] }: Page): Html | Markdown {
  if (body instanceof Markdown)
    return new Markdown(
      `<div id="content" tabindex="-1">${texture(false).text}\n\n${body.text.trim()}\n\n</div>`,
    );
  const parts = scripts.some((name) => withoutContents.has(name))
    ? { contents: html``, body }
    : withContents(body);
  return withFocus(html`
    ${parts.contents}
    <div id="content" tabindex="-1">${texture(body.text.includes("url(#dot-"))}${parts.body}</div>`);
}

/** What stands above and below a page, with the menu of its edition. */
export function frameOf(
  site: Site,
  path: string,
  menu: readonly MenuItem[],
): Pick<LaidOutPage, "header" | "footer"> {
  const { edition, asAt, office, publication } = site.report;
  const root = rootOf(path);
  const links = menuLinks(menu, path);
  const preview = isPreview(site.report) ? html`<p class="preview">${previewWords}</p>` : "";
  const finder = finderOf(site.report);
  const find =
    path === finder
      ? ""
      : html`${findForm(root, site.report)}<a class="to-find" href="${root}${finder}.html#find">Find</a>`;
  const header = html`
    <a class="skip" href="#content">Skip to the content</a>
    <div class="masthead">
      <a class="brand" href="${root}index.html">${editions[edition].name}</a>
      ${find}
      <nav class="main-menu" aria-label="Main">${links}</nav>
      <a class="to-menu" href="#menu">Menu</a>
      <p class="edition">${editionMark(site.report)}</p>
    </div>
    ${preview}
    ${reissueLine(site.report, root)}`;
  const footer = html`
    <nav id="menu" class="foot-menu" tabindex="-1" aria-label="All pages">${links}</nav>
    <p>${office}. Figures as at ${formatDay(asAt)}.</p>
    ${publication ? licenceLine(publication) : ""}
    <p>${editionMark(site.report)}. Made with Candour from the office’s own records.</p>`;
  return { header, footer };
}

/** The page between its header and footer. */
export function layOut(site: Site, page: Page, menu: readonly MenuItem[]): Omit<LaidOutPage, "file"> {
  const whole = frame(page);
  const { body, months } =
    whole instanceof Markdown || !hasMonthsFile(page.scripts ?? [])
      ? { body: whole, months: null }
      : takeMonths(whole);
  return { ...page, ...frameOf(site, page.path, menu), body, months };
}

/** Where a page lies: links from the front page down to it. */
export function trail(steps: readonly { href: string; name: Content }[]): Html {
  const items = steps.map(({ href, name }) => html`<li><a href="${href}">${name}</a></li>`);
  return html`<nav class="trail" aria-label="Breadcrumb"><ol>${join(items)}</ol></nav>`;
}
