import { isIndex } from "../../catalogue/units.ts";
import { formatMonth, formatValue, nounFor } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { groupTitle } from "../../report/names.ts";
import { noteOf } from "../../report/notes.ts";
import { commentsNow, noteWords } from "../../report/officeNotes.ts";
import { resting } from "../../report/said.ts";
import { getSeries, hasValue, headlineOf, type Series, type Site } from "../../report/series.ts";
import { statementsOf } from "../../report/statements.ts";
import { fractionWords, noFigureWords, targetWords, whenWords } from "../../report/words.ts";
import { aboutFigure } from "./about.ts";
import { breakdownTables } from "./breakdownTable.ts";
import { fold } from "./dataTable.ts";
import { drillLine } from "./drillLink.ts";
import { timeToClose, timeToCloseMeasure } from "./groups/closingCurves.ts";
import { type PageContent, trail } from "./layout.ts";
import { marker } from "./marker.ts";
import { openLink } from "./openLink.ts";
import { soFarTable, soFarTitle } from "./soFarTable.ts";
import { verdict } from "./verdict.ts";
import { measureViews } from "./views.ts";
import { whatWasAgreed } from "./whatWasAgreed.ts";

/** The measure in a sentence: its figure, when, of how many, and the target. */
export function leadOf(site: Site, series: Series): Content {
  const { definition } = series;
  const { unit, target, time } = definition;
  const latest = headlineOf(site, series);
  if (!hasValue(latest)) return noFigureWords(series);
  const noun = unit === "percent" || isIndex(unit) ? "" : ` ${nounFor(latest.value, unit)}`;
  const fraction = fractionWords(latest, unit);
  const mark = latest.status ? html` ${marker(latest.status)}` : "";
  const aim = target
    ? `, against a target of ${targetWords(target, unit)}${target.assumed ? " (assumed)" : ""}.`
    : ". No target is set.";
  return html`
    <strong>${openLink(site, series, latest, "../", formatValue(latest.value, unit))}</strong>
    ${noun}${mark} ${whenWords(latest, time)}${fraction ? ` (${fraction})` : ""}${aim}`;
}

function totalOnly(site: Site, series: Series): Html {
  const lines = series.holdings.filter((holding) => holding.extent === "total-only");
  return lines.length === 0
    ? html``
    : html`
      <ul class="quiet"${resting(site, { build: "settings" })}>
        ${lines.map(
          ({ from, to, reason }) => html`
          <li>Held as a total only, ${formatMonth(from)} to ${formatMonth(to)}: ${reason}</li>`,
        )}
      </ul>`;
}

/** What the office said of it in earlier months, latest first, as it was written then. */
function earlierComments(site: Site, { notes }: Series): Content {
  const earlier = notes.filter(({ kind, month }) => kind === "comment" && month < site.month).reverse();
  if (earlier.length === 0) return "";
  return html`
    <h2>What was said of it</h2>
    <ul class="lines plain"${resting(site, { build: "settings" })}>
      ${earlier.map((note) => html`<li>${noteWords(note)}</li>`)}
    </ul>`;
}

/** Everything about one measure: what it says, its chart, tables, breakdowns, definition and download. */
export function measurePage(site: Site, measure: string): PageContent {
  const series = getSeries(site, measure);
  const { definition } = series;
  const isInternal = site.report.edition === "internal";
  const statements = statementsOf(site, series, "../");
  const isLatest = headlineOf(site, series) === series.latest;
  const note =
    hasValue(series.latest) && noteOf(series.latest)
      ? html`<p class="says quiet"${resting(site, series)}>${noteOf(series.latest)}</p>`
      : "";
  const up = isInternal
    ? [
        { href: "../measures/index.html", name: "Measures" },
        { href: `../${definition.group}.html`, name: groupTitle(site.report.about, definition.group) },
      ]
    : [{ href: "../index.html", name: "Latest figures" }];
  const broken =
    series.breakdowns.length > 0
      ? html`
        <h2>Broken down</h2>
        ${totalOnly(site, series)}
        <div${resting(site, { anyOf: series })}>
          ${breakdownTables(site, series)}
        </div>`
      : "";
  const compared = soFarTable(site, [series], "../");
  const soFar = compared
    ? html`<h2>${soFarTitle}</h2><div${resting(site, { anyOf: series })}>${compared}</div>`
    : "";
  const sql = isInternal
    ? html`
      <section class="wide">
        <h2>How it is worked out</h2>
        ${fold("The query that makes this figure (SQL)", html`<pre tabindex="0"><code>${definition.sql}</code></pre>`)}
      </section>`
    : "";
  const body = html`
    ${trail(up)}
    <h1>${definition.title}</h1>
    <div class="columns">
      <div class="main-column">
        <p class="lead"${resting(site, isLatest ? series : { anyOf: series })}>${leadOf(site, series)}</p>
        ${isLatest ? "" : html`<p class="says"${resting(site, series)}>${noFigureWords(series)}</p>`}
        ${note}
        ${commentsNow(site, series)}
        ${verdict(series, statements)}
        ${drillLine(site, series, "../")}
        ${whatWasAgreed(site, series, "../")}
        ${measureViews(site, series, "../")}
        ${definition.id === timeToCloseMeasure ? timeToClose(site, { isLinked: false }) : ""}
        ${soFar}
        ${earlierComments(site, series)}
        ${broken}
        ${sql}
      </div>
      ${aboutFigure(site, series, "../")}
    </div>`;
  return { title: definition.title, body, scripts: ["chart"] };
}
