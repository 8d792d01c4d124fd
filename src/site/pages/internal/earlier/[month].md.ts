import { formatDay, formatMonth } from "../../../../report/format.ts";
import { type Content, type Html, html } from "../../../../report/html.ts";
import { pageName } from "../../../../report/pageNames.ts";
import type { Block, KeptBrief, PastMonth } from "../../../../report/pastMonths.ts";
import { resting } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { dataTable } from "../../../components/dataTable.ts";
import { type PageContent, trail } from "../../../components/layout.ts";
import type { PageModule } from "../../../pageModule.ts";

function headingOf({ level, text }: Extract<Block, { kind: "heading" }>): Html {
  if (level <= 2) return html`<h2>${text}</h2>`;
  return html`<h3>${text}</h3>`;
}

function tableOf({ caption, columns, rows }: Extract<Block, { kind: "table" }>): Html {
  const heads = columns.map((label, place) => ({ label, numeric: place > 0 && isNumbers(rows, place) }));
  return dataTable(html`<span class="unseen">${caption}</span>`, heads, rows);
}

/** Whether a column of a table is of figures. */
const isNumbers = (rows: readonly (readonly string[])[], place: number): boolean =>
  rows.every((row) => /^$|^[\d[−≤≥]/.test(row[place] ?? ""));

/** Lines one after the other as a list, those under another within it. */
function listOf(items: readonly Extract<Block, { kind: "item" }>[]): Html {
  const lines = items.map(
    ({ depth, text }) => html`<li${depth > 0 ? html` class="within"` : ""}>${text}</li>`,
  );
  return html`<ul class="said-then">${lines}</ul>`;
}

/** A kept brief in the components of today: what it says stays as it was. */
function shown(blocks: readonly Block[]): Content[] {
  const parts: Content[] = [];
  let items: Extract<Block, { kind: "item" }>[] = [];
  const close = () => {
    if (items.length > 0) parts.push(listOf(items));
    items = [];
  };
  for (const block of blocks) {
    if (block.kind === "item") {
      items.push(block);
      continue;
    }
    close();
    if (block.kind === "heading") parts.push(headingOf(block));
    else if (block.kind === "table") parts.push(tableOf(block));
    else parts.push(html`<p>${block.text}</p>`);
  }
  close();
  return parts;
}

function briefBody({ as_at, received_to, blocks }: KeptBrief): Html {
  const [first, ...rest] = blocks;
  const own = first?.kind === "heading" && first.level === 1 ? rest : blocks;
  return html`
    <p class="lead">
      As it was said then: figures as at ${formatDay(as_at)}, from the extracts received to ${formatDay(received_to)}. Its charts
      aren’t kept, and what has changed since isn’t shown here.
    </p>
    <div class="brief-then">${shown(own)}</div>`;
}

function packBody({ month, pack }: PastMonth): Html {
  return html`
    <p class="lead">The brief of ${formatMonth(month)} isn’t kept. This is the agenda of its sealed pack.</p>
    <div class="brief-then">${(pack?.agenda ?? []).filter((line) => line.trim() !== "").map((line) => html`<p>${line.trim()}</p>`)}</div>`;
}

/** The brief of an earlier month as it was or, where that isn't kept, what its sealed pack said. Throws an Error for a month of which neither is. */
function monthPage(site: Site, month: string): PageContent {
  const past = site.report.pastMonths.find((one) => one.month === month);
  if (!past) throw new Error(`unknown month: ${month}`);
  const { brief, pack } = past;
  const title = `${brief ? "Assurance brief" : "Assurance pack"}, ${formatMonth(month)}, as it was`;
  const sealed = pack ? html`<p class="quiet">Its pack is sealed in <code>packs/${month}</code>.</p>` : "";
  const body = html`
    ${trail([
      { href: "../index.html", name: "Brief" },
      { href: "./index.html", name: pageName(site.report.pages, "earlier", "Earlier months") },
    ])}
    <h1>${title}</h1>
    <div${resting(site, { build: "earlier" })}>
      ${brief ? briefBody(brief) : packBody(past)}
      ${sealed}
    </div>`;
  return { title, body };
}

export default {
  listsCases: true,
  parameters: (site) =>
    site.report.pastMonths.flatMap(({ month, brief, pack }) => (brief || pack ? [month] : [])),
  make: monthPage,
} satisfies PageModule;
