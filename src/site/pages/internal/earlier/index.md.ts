import { formatDay, formatMonth, plural } from "../../../../report/format.ts";
import { type Content, html } from "../../../../report/html.ts";
import { pageName } from "../../../../report/pageNames.ts";
import type { PastMonth } from "../../../../report/pastMonths.ts";
import { resting } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { dataTable } from "../../../components/dataTable.ts";
import { type PageContent, trail } from "../../../components/layout.ts";
import type { PageModule } from "../../../pageModule.ts";

function briefCell({ month, brief, pack }: PastMonth): Content {
  if (brief !== null)
    return html`<a href="./${month}.html">As it was</a>, from extracts received to ${formatDay(brief.received_to)}`;
  return pack === null
    ? "None is kept"
    : html`None is kept; <a href="./${month}.html">what its pack said</a>`;
}

function packCell({ month, pack }: PastMonth): Content {
  if (pack === null) return "None is sealed";
  const again = pack.reissues === 0 ? "" : `, issued again ${plural(pack.reissues, "time")}`;
  return html`Sealed ${formatDay(pack.made_at)}${again}: <code>packs/${month}</code>`;
}

/** Every earlier month with its brief and its pack, as they were; where one isn't kept it says so. */
function earlierPage(site: Site): PageContent {
  const { pastMonths } = site.report;
  const title = pageName(site.report.pages, "earlier", "Earlier months");
  const rows = pastMonths.map((one): Content[] => [formatMonth(one.month), briefCell(one), packCell(one)]);
  const list =
    rows.length === 0
      ? html`
        <p class="says">
          No earlier month has left a brief or a pack here. Each build keeps its month’s brief in the history folder:
          once a later month is built with the same folder, this month’s is listed here, and its pack if it was sealed.
        </p>`
      : dataTable(
          html`<span class="unseen">Briefs and packs of earlier months, latest first</span>`,
          [{ label: "Month" }, { label: "Brief" }, { label: "Pack" }],
          rows,
          "earlier",
        );
  const body = html`
    ${trail([{ href: "../index.html", name: "Brief" }])}
    <h1>${title}</h1>
    <p class="lead">What was said then, as it was said: nothing here is worked out anew.</p>
    <div${resting(site, { build: "earlier" })}>${list}</div>`;
  return { title, body };
}

export default {
  listsCases: true,
  make: earlierPage,
} satisfies PageModule;
