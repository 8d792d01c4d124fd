import { arrivalOf, stateWords } from "../../report/arrivals.ts";
import { formatDay, formatPart } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { sourceName } from "../../report/names.ts";
import type { SourceState } from "../../report/report.ts";
import { resting } from "../../report/said.ts";
import type { Series, Site } from "../../report/series.ts";
import { fileList } from "./files.ts";
import { limitLines } from "./limitLines.ts";
import { targetLines } from "./targetLines.ts";

const times = {
  flow: "Counted over the whole of each period.",
  stock: "As things stood at the end of each period.",
  snapshot: "As at the date of the snapshot taken in each period.",
} as const;

function entry(term: string, content: Content): Html {
  return html`<dt>${term}</dt><dd>${content}</dd>`;
}

/** What is not held for a measure, one line to a reason. */
function holdingLines(site: Site, series: Series): Html[] {
  return series.holdings
    .filter((holding) => holding.from <= site.report.asAt)
    .map((holding) => {
      const when =
        holding.to > site.report.asAt
          ? `From ${formatDay(holding.from)}`
          : `${formatDay(holding.from)} to ${formatDay(holding.to)}`;
      const part = holding.breakdown ? `, ${formatPart(holding.breakdown)}` : "";
      const what = holding.extent === "none" ? part : ", held as one total only";
      return html`${when}${what}: ${holding.reason}`;
    });
}

/** Everything about a figure in one place: what it counts, its target, its limits and where it comes from. */
export function aboutFigure(site: Site, series: Series, root: string): Html {
  const { definition } = series;
  const isInternal = site.report.edition === "internal";
  const beside = definition.beside.flatMap((id) => {
    const other = site.byId.get(id);
    return other ? [html`<li><a href="${root}measures/${id}.html">${other.definition.title}</a></li>`] : [];
  });
  const notHeld = holdingLines(site, series);
  const unit = definition.unit === "percent" ? "Percent" : definition.unit;
  const entries = [
    entry("What it counts", definition.definition),
    entry("Target", targetLines(series)),
    entry("Limits", html`<div${resting(site, { anyOf: series })}>${limitLines(series, root)}</div>`),
    ...(definition.source === "" ? [] : [entry("Source", `${definition.source}.`)]),
    entry("Unit and date", html`${unit.charAt(0).toUpperCase()}${unit.slice(1)}. ${times[definition.time]}`),
    definition.caveats.length > 0
      ? entry(
          "Know before you use it",
          html`<ul>${definition.caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul>`,
        )
      : "",
    notHeld.length > 0
      ? entry("Not held", html`<ul>${notHeld.map((line) => html`<li>${line}</li>`)}</ul>`)
      : "",
    beside.length > 0 ? entry("Read with", html`<ul>${beside}</ul>`) : "",
    isInternal ? entry("Where it comes from", comesFrom(site, series, root)) : "",
  ];
  return html`
    <aside class="about" aria-label="About this figure">
      <h2>About this figure</h2>
      <dl>${entries}</dl>
    </aside>`;
}

/** The measure's files. A publication has one for each table of it, so none of a measure of which nothing was held. */
export function takeAway(site: Site, { definition, figures }: Series, root: string): Html {
  if (site.report.publication) {
    const files = site.report.publication.files.filter(({ measure }) => measure === definition.id);
    return html`
      ${files.length > 0 ? fileList(files, root) : "No table yet: no figure is held."}
      <p><a href="${root}catalogue.html">All data</a></p>`;
  }
  const file = `${root}measures/${definition.id}`;
  const all = site.report.downloads
    .filter(({ path }) => path.endsWith("figures.csv"))
    .map(({ name, path }) => html`<li><a href="${root}${path}" rel="external" download>${name}</a></li>`);
  const workbook =
    site.report.edition === "internal" && figures.length > 0
      ? html`<li><a href="${file}.ods" rel="external" download>This measure (ODS)</a></li>`
      : "";
  return html`<ul><li><a href="${file}.csv" rel="external" download>This measure (CSV)</a></li>${workbook}${all}</ul>`;
}

/** Of a source somebody should ask after, how it stands. */
function lateIn(site: Site, source: SourceState): Content {
  const arrival = arrivalOf(source, site.report.asAt);
  if (arrival !== "late" && arrival !== "never received") return "";
  return html` <strong>${stateWords(source, site.report.asAt)}</strong>`;
}

function comesFrom(site: Site, series: Series, root: string): Html {
  const sources = site.report.sources.filter((source) =>
    series.definition.extracts.includes(source.contract),
  );
  if (sources.length === 0) return html`${series.definition.extracts.map(sourceName).join(", ")}.`;
  const items = sources.map(
    (source) =>
      html`
        <li>
          ${sourceName(source.id)}
          ${source.received_on ? html`, received ${formatDay(source.received_on)}` : ""}
          ${source.covers_to ? html`, tells of days to ${formatDay(source.covers_to)}` : ""}
          ${lateIn(site, source)}
        </li>`,
  );
  return html`
    <ul>${items}</ul>
    <p><a href="${root}trace/${series.definition.id}.html">Where this figure comes from</a></p>
    <p><a href="${root}data.html">State of the data</a></p>`;
}
