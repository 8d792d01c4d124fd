import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFile } from "../project.ts";
import { formatDay, formatMonth } from "../report/format.ts";
import { type Html, html, trusted } from "../report/html.ts";
import { commentsOnMonth } from "../report/officeNotes.ts";
import { allSaid } from "../report/said.ts";
import type { Site } from "../report/series.ts";
import { verdictOfMonth } from "../report/verdictOfMonth.ts";
import type { RestatedSince } from "../restate/restatedSince.ts";
import { editions, groupsOf } from "../site/components/layout.ts";
import { shorthandMeanings } from "../site/components/marker.ts";
import type { AgendaItem, Paper } from "./agenda.ts";
import { actionsItem, carriedItem } from "./items/actions.ts";
import { decisionsItem } from "./items/decisions.ts";
import { exceptionsItem } from "./items/exceptions.ts";
import { stillSoItem } from "./items/findings.ts";
import { measuresItem } from "./items/measures.ts";
import { dataSaid, type Provenance, provenanceItem } from "./items/provenance.ts";
import { registersItem } from "./items/registers.ts";
import { restatedItem } from "./items/restated.ts";
import { targetsItem } from "./items/targets.ts";
import { ownTypeface } from "./ownTypeface.ts";
import type { PageOf } from "./pdf.ts";

/** All a pack's document is made from: the site's own result, what was restated, and where it came from. */
export interface PackContent {
  site: Site;
  restated: RestatedSince | null;
  provenance: Provenance;
}

/** The colours of the site's stylesheet in its light scheme: a chart is drawn in them. */
function colours(): string {
  const sheet = readFileSync(projectFile(join("src", "site", "style", "1-base.css")), "utf8");
  const root = /:root \{[^}]*\}/.exec(sheet)?.[0];
  if (!root) throw new Error("missing colours: 1-base.css must begin with :root");
  return root;
}

const quote = (text: string) => `"${text.replace(/["\\\n<]/g, " ")}"`;

/** The stylesheet of the document, with what stands on every page: edition, month and as-at date, page x of y. */
function styleFor({ report, month }: Site): Html {
  const sheet = readFileSync(projectFile(join("src", "pack", "paper.css")), "utf8");
  const { mark } = editions[report.edition];
  const running = `@page {
  @top-left { content: ${quote(mark)}; }
  @top-right { content: ${quote(`Assurance pack, ${formatMonth(month)}. Figures as at ${formatDay(report.asAt)}`)}; }
  @bottom-left { content: ${quote(report.office)}; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); }
}`;
  return trusted([ownTypeface(), colours(), sheet, running].join("\n"));
}

/** What marks months without a figure in a chart. */
const hatch = html`
  <svg class="texture" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--band)"></rect>
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--hatch)" stroke-width="2"></line>
      </pattern>
    </defs>
  </svg>`;

/**
 * The items of the agenda, in the order of the assurance meeting: the two pages that a board reads, the exceptions, and from `annexFrom` on what
 * stands behind them.
 */
export function toItems(content: PackContent, paper: Paper): AgendaItem[] {
  return [...boardItems(paper), exceptionsItem(paper), ...annexItems(content, paper)];
}

const boardItems = (paper: Paper): AgendaItem[] => [
  decisionsItem(paper),
  carriedItem(paper),
  targetsItem(paper),
];

const annexItems = ({ site, restated, provenance }: PackContent, paper: Paper): AgendaItem[] => [
  restatedItem(paper, restated),
  stillSoItem(paper),
  actionsItem(paper),
  registersItem(paper),
  ...groupsOf(site).map((group) => measuresItem(paper, group)),
  provenanceItem(paper, provenance),
];

function coverOf({ site, provenance }: PackContent): Html {
  const { report, month } = site;
  const reissue = provenance.reissues.at(-1);
  const asAt = html`<strong>${formatDay(report.asAt)}</strong>`;
  return html`
    <header class="cover">
      <p class="mark">${editions[report.edition].mark}</p>
      <h1>Assurance pack, ${formatMonth(month)}</h1>
      <p class="office">
        ${report.office}. Figures as at ${asAt}, from the extracts received by ${formatDay(provenance.receivedBy)}. ${allSaid(dataSaid(site))}
      </p>
      ${
        reissue === undefined
          ? ""
          : html`<p class="reissue"><strong>Reissue ${String(provenance.reissues.length)}.</strong> ${reissue}</p>`
      }
      <p class="verdict">${allSaid(verdictOfMonth(site, ({ definition }) => definition.title))}</p>
      ${commentsOnMonth(site)}
    </header>`;
}

/** Each item with its page and what it comes to. */
function agendaOf(items: readonly AgendaItem[], pageOf: PageOf): Html {
  const entries = items.map(
    ({ id, title, lead }, index) =>
      html`<li><a href="#${id}"><span class="item-number">${String(index + 1)}</span><span class="item-title">${title}</span><span class="item-page">${pageOf(id) ?? "00"}</span></a><p>${allSaid(lead)}</p></li>`,
  );
  return html`<nav class="agenda" aria-labelledby="agenda"><h2 id="agenda">Agenda, and what is in the annex</h2><ol>${entries}</ol></nav>`;
}

const section = ({ id, title, lead, isLeadInAgenda, body }: AgendaItem, number: number): Html =>
  html`<section class="item" id="${id}"><h2>${String(number)}. ${title}</h2>${isLeadInAgenda === true ? "" : html`<p class="lead">${allSaid(lead)}</p>`}${body}</section>`;

/**
 * The pack as one HTML document for A4: two pages that a board reads, an exception to a half page, and the annex, which begins with the agenda.
 * It fetches nothing and has no script; the same content gives the same text. `pageOf` gives the numbers of pages.
 */
export function packDocument(content: PackContent, pageOf: PageOf): string {
  const { site } = content;
  const paper: Paper = { site, pageOf };
  const board = boardItems(paper);
  const exceptions = exceptionsItem(paper);
  const annex = annexItems(content, paper);
  const agenda = agendaOf([...board, exceptions, ...annex], pageOf);
  const front = [...board, exceptions].map((item, place) => section(item, place + 1));
  const back = annex.map((item, place) => section(item, front.length + place + 1));
  const shorthand = html`<section class="measure"><h3>Shorthand</h3>${shorthandMeanings()}</section>`;
  const title = `Assurance pack, ${formatMonth(site.month)}`;
  return html`
    <!doctype html>
    <html lang="${site.report.about.language}">
      <head><meta charset="utf-8"><title>${title}</title><style>${styleFor(site)}</style></head>
      <body>
        ${hatch}
        ${coverOf(content)}
        <main>
          ${front}
          ${agenda}
          <div class="annex">${back}${shorthand}</div>
        </main>
      </body>
    </html>`.text;
}
