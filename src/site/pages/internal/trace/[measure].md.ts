import { monthsBefore } from "../../../../../loaders/dates.ts";
import type { NamedPeriod } from "../../../../measures/period.ts";
import type { Explanation } from "../../../../report/explained.ts";
import {
  formatCount,
  formatDay,
  formatList,
  formatMonth,
  formatPeriod,
  plural,
} from "../../../../report/format.ts";
import { type Content, type Html, html, join } from "../../../../report/html.ts";
import { sourceName } from "../../../../report/names.ts";
import { markedNote } from "../../../../report/notes.ts";
import { pageLink } from "../../../../report/pageNames.ts";
import { resting } from "../../../../report/said.ts";
import { getSeries, measureIds, type Series, type Site } from "../../../../report/series.ts";
import { dataTable, fold } from "../../../components/dataTable.ts";
import { type PageContent, trail } from "../../../components/layout.ts";
import { lineageAddress } from "../../../components/lineagePicture.ts";
import { markedValue } from "../../../components/marker.ts";
import { byReason } from "../../../components/setAside.ts";
import { targetLines } from "../../../components/targetLines.ts";
import { anchorOf } from "../../../components/traceLink.ts";
import type { PageModule } from "../../../pageModule.ts";

type ExplainedExtract = Explanation["extracts"][number];

const mostFiles = 4;

/** What each kind of model is, in the order rows pass through them. */
const stages: readonly [schema: string, words: string][] = [
  ["raw", "the extracts’ rows as they were loaded"],
  ["calendar", "working days and periods"],
  ["staging", "one row for each thing, the latest extract’s"],
  ["marts", "with its clocks and what follows from other rows"],
];

function figureOf(series: Series, period: string) {
  return series.figures.find((figure) => figure.breakdown === "" && figure.period === period) ?? null;
}

function shortHash(sha256: string): Html {
  return html`<span class="file" title="${sha256}">${sha256.slice(0, 12)}</span>`;
}

/** What the rows counted in add up to, in words. */
function sumWords({ rows, numerator, denominator }: Explanation): Content {
  const counted = `${plural(rows, "row")} counted in`;
  if (numerator === null) return `${counted}.`;
  const over = html`${counted}: numerator <strong>${formatCount(numerator)}</strong>`;
  return denominator === null
    ? html`${over}, no denominator.`
    : html`${over}, denominator <strong>${formatCount(denominator)}</strong>.`;
}

function leftOutWords({ left_out, left_out_note }: Explanation): Content {
  if (left_out_note !== "") return left_out_note;
  const some = left_out.filter(({ rows }) => rows > 0);
  if (some.length === 0) return "No row of the period is left out.";
  return html`<ul>${some.map(({ reason, rows }) => html`<li>${plural(rows, "row")}: ${reason}</li>`)}</ul>`;
}

/** Rows set aside and values left empty that might have mattered, one line to a source, column and reason. */
function quarantineWords({ quarantined }: Explanation): Content {
  if (quarantined.length === 0) return null;
  const lines = byReason(quarantined).map(({ source, kind, column, reason, rows }) => {
    const what = kind === "value blanked" ? `${plural(rows, "value")} left empty` : plural(rows, "row");
    const where = column ? html`<span class="file">${column}</span> ` : "";
    return html`<li>${what}: ${sourceName(source)}, ${where}${reason}</li>`;
  });
  return html`<ul>${lines}</ul>`;
}

function bySource(extracts: readonly ExplainedExtract[]): Map<string, ExplainedExtract[]> {
  const groups = new Map<string, ExplainedExtract[]>();
  for (const extract of extracts) {
    const known = groups.get(extract.source);
    if (known) known.push(extract);
    else groups.set(extract.source, [extract]);
  }
  return groups;
}

function fileWords({ file, sha256, received_on }: ExplainedExtract): Html {
  return html`<span class="file">${file}</span>, ${shortHash(sha256)}, received ${formatDay(received_on)}`;
}

/** The extracts that bear on a period: each by name where they are few, otherwise how many and the last. */
function extractWords({ extracts }: Explanation): Content {
  if (extracts.length === 0) return "No extract bears on this period.";
  const lines = [...bySource(extracts)].flatMap(([source, own]): Html[] => {
    if (own.length <= mostFiles) return own.map((one) => html`<li>${fileWords(one)}</li>`);
    const last = [...own].sort((a, b) => (a.received_on < b.received_on ? -1 : 1)).at(-1);
    return [
      html`
        <li>
          <a href="#files-${source}">${sourceName(source)}: ${plural(own.length, "file")}</a>
          ${last ? html`, the last ${fileWords(last)}` : ""}
        </li>`,
    ];
  });
  return html`<ul>${lines}</ul>`;
}

/** One period of a measure, explained: what was counted in, left out and set aside, and from which extracts. */
function periodSection(series: Series, explanation: Explanation): Html {
  const { definition } = series;
  const { period } = explanation;
  const figure = figureOf(series, period);
  const shown = figure ? html`: ${markedValue(figure, definition.unit)}` : "";
  const status = figure?.status ? html`<p>${markedNote(figure)}</p>` : "";
  const entries: [string, Content][] = [
    ["Counted in", sumWords(explanation)],
    ["Left out", leftOutWords(explanation)],
    ["Set aside or left empty, might have mattered", quarantineWords(explanation)],
    ["Extracts", extractWords(explanation)],
    [
      "Its rows, by reference",
      html`
        <code>
          npm run candour -- explain ${definition.id} --period ${period.includes(" ") ? `"${period}"` : period}
        </code>`,
    ],
  ];
  return html`
    <section class="traced-period" id="${anchorOf(explanation)}">
      <h3>${formatPeriod(explanation)}${shown}</h3>
      ${status}
      <dl>
        ${entries.map(([term, words]) => words !== null && html`<div><dt>${term}</dt><dd>${words}</dd></div>`)}
      </dl>
    </section>`;
}

/** Every file of the explained periods, folded by source, with the periods it bears on. */
function fileLists(site: Site, series: Series): Html {
  const files = new Map<string, { extract: ExplainedExtract; periods: NamedPeriod[] }>();
  for (const period of series.explanations)
    for (const extract of period.extracts) {
      const known = files.get(extract.file);
      if (known) known.periods.push(period);
      else files.set(extract.file, { extract, periods: [period] });
    }
  if (files.size === 0) return html``;
  const columns = [
    { label: "File" },
    { label: "SHA-256" },
    { label: "Received", isShort: true },
    { label: "Rows loaded", numeric: true },
    { label: "Set aside", numeric: true },
    { label: "Bears on" },
  ];
  const total = series.explanations.length;
  const folds = [...bySource([...files.values()].map(({ extract }) => extract))].map(([source, own]) => {
    const rows = own.map((extract): Content[] => {
      const periods = files.get(extract.file)?.periods ?? [];
      return [
        html`<span class="file">${extract.file}</span>`,
        shortHash(extract.sha256),
        formatDay(extract.received_on),
        formatCount(extract.rows_loaded),
        formatCount(extract.rows_quarantined),
        periods.length === total ? "all the periods here" : formatList(periodSpans(periods)),
      ];
    });
    const table = dataTable(`Files of ${sourceName(source)}`, columns, rows);
    return html`<div id="files-${source}">${fold(`${sourceName(source)}: ${plural(own.length, "file")}`, table)}</div>`;
  });
  return html`<section${resting(site, { build: "files" })}><h2>The extracts, file by file</h2>${folds}</section>`;
}

/** Periods in words, months that follow one another as one span. */
function periodSpans(periods: readonly NamedPeriod[]): string[] {
  const isMonth = ({ period_kind }: NamedPeriod) => period_kind === "month";
  const months = periods.filter(isMonth).map(({ period }) => period);
  const spans: { first: string; last: string }[] = [];
  for (const month of months.sort()) {
    const open = spans.at(-1);
    if (open && monthsBefore(month, 1) === open.last) open.last = month;
    else spans.push({ first: month, last: month });
  }
  return [
    ...spans.map(({ first, last }) =>
      first === last ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(last)}`,
    ),
    ...periods.filter((one) => !isMonth(one)).map(formatPeriod),
  ];
}

/** The explained periods, months from the latest back, then years. */
function latestFirst({ explanations }: Series): Explanation[] {
  const isMonth = ({ period_kind }: Explanation) => period_kind === "month";
  return [...explanations].sort(
    (a, b) => Number(isMonth(b)) - Number(isMonth(a)) || (a.period < b.period ? 1 : -1),
  );
}

/** The models a measure came through, its own and theirs, each after what it reads. */
function modelsOf(site: Site, series: Series): string[] {
  const reads = new Map(site.report.models.map((model) => [model.name, model.reads]));
  const found: string[] = [];
  const visit = (name: string) => {
    for (const read of reads.get(name) ?? [])
      if (!found.includes(read)) {
        visit(read);
        found.push(read);
      }
  };
  visit(`measures.${series.definition.id}`);
  return found;
}

function cameThrough(site: Site, series: Series): Html {
  const models = modelsOf(site, series);
  const sources = site.report.sources
    .filter((source) => series.definition.extracts.includes(source.contract))
    .map((source) => sourceName(source.id));
  const linked = (name: string) => pageLink(site, "lineage", lineageAddress(site, name, "../"), name);
  const steps = stages.flatMap(([schema, words]): Html[] => {
    const own = models.filter((name) => name.startsWith(`${schema}.`));
    return own.length === 0
      ? []
      : [html`<li>${join(own.map(linked), ", ")} <span class="quiet">${words}</span></li>`];
  });
  const first =
    sources.length > 0 ? html`<li>${formatList(sources)} <span class="quiet">sources</span></li>` : "";
  const name = `measures.${series.definition.id}`;
  return html`
    <section${resting(site, { build: "models" })}>
      <h2>What it came through</h2>
      <ol class="steps">
        ${first}
        ${steps}
        <li>${linked(name)} <span class="quiet">the query below</span></li>
      </ol>
    </section>`;
}

function summaryTable(series: Series): Html {
  const { unit } = series.definition;
  const columns = [
    { label: "Period" },
    { label: "Figure", numeric: true },
    { label: "Rows counted in", numeric: true },
    { label: "Numerator", numeric: true },
    { label: "Denominator", numeric: true },
    { label: "Left out", numeric: true },
    { label: "Set aside or left empty", numeric: true },
    { label: "Extracts", numeric: true },
  ];
  const sum = (counts: readonly { rows: number }[]) => counts.reduce((total, { rows }) => total + rows, 0);
  const count = (value: number | null) => (value === null ? "none" : formatCount(value));
  const rows = latestFirst(series).map((one): Content[] => [
    html`<a href="#${anchorOf(one)}">${formatPeriod(one)}</a>`,
    markedValue(figureOf(series, one.period), unit),
    formatCount(one.rows),
    count(one.numerator),
    count(one.denominator),
    formatCount(sum(one.left_out)),
    formatCount(sum(one.quarantined)),
    formatCount(one.extracts.length),
  ]);
  return dataTable("Rows behind each figure", columns, rows);
}

/** Where a measure's figures come from: its rules, query, models and, period by period, its rows and extracts. */
function tracePage(site: Site, measure: string): PageContent {
  const series = getSeries(site, measure);
  const { definition } = series;
  const explanations = latestFirst(series);
  const kept = explanations.length > 0;
  const rules = html`
    <dl class="rules">
      <div><dt>What it counts</dt><dd>${definition.definition}</dd></div>
      <div><dt>Target</dt><dd>${targetLines(series)}</dd></div>
      ${definition.source === "" ? "" : html`<div><dt>Source</dt><dd>${definition.source}.</dd></div>`}
    </dl>`;
  const periods = kept
    ? html`
      <section${resting(site, { build: "files" })}>
        <h2>The last months and year</h2>
        ${summaryTable(series)}
        <p>
          Older figures come the same way: ask the command below for any month, quarter or year. For one
          group add, for example, <code>--where ${definition.dimensions[0] ?? "team"}=…</code> Rows are
          listed on the command line only.
        </p>
      </section>
      <section class="traced-periods"${resting(site, { build: "files" })}>${explanations.map((one) => periodSection(series, one))}</section>`
    : html`
      <section>
        <h2>Its rows</h2>
        <p>
          To see what was counted in and left out, ask <code>
            npm run candour -- explain ${definition.id} --period ${site.month}
          </code>
        </p>
      </section>`;
  return {
    title: `Where this figure comes from: ${definition.title}`,
    body: html`
      ${trail([
        { href: "../measures/index.html", name: "Measures" },
        { href: `../measures/${definition.id}.html`, name: definition.title },
      ])}
      <h1>Where this figure comes from</h1>
      <p class="lead">${definition.title}.</p>
      ${rules}
      ${cameThrough(site, series)}
      <section>
        <h2>The query</h2>
        ${fold("The SQL that makes this figure", html`<pre tabindex="0"><code>${definition.sql}</code></pre>`)}
      </section>
      ${periods}
      ${fileLists(site, series)}`,
  };
}

export default {
  parameters: measureIds,
  make: tracePage,
} satisfies PageModule;
