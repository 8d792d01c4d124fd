import { contracts } from "../../../../loaders/contracts.ts";
import { arrivalsOf } from "../../../report/arrivals.ts";
import {
  capitalise,
  formatCount,
  formatDay,
  formatList,
  formatPeriod,
  plural,
} from "../../../report/format.ts";
import { nameSome } from "../../../report/held.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { sourceName } from "../../../report/names.ts";
import { isPageOff, pageLink, pageName } from "../../../report/pageNames.ts";
import type { Report, SourceState } from "../../../report/report.ts";
import { allSaid, resting, said, saidHtml, untold } from "../../../report/said.ts";
import { hasValue, type Site } from "../../../report/series.ts";
import { ancestorsOf } from "../../../warehouse/graph.ts";
import { countFiles } from "../../../warehouse/loads.ts";
import { dataTable, fold } from "../../components/dataTable.ts";
import { filesBySource, filesWords } from "../../components/filesBySource.ts";
import type { PageContent } from "../../components/layout.ts";
import { trail } from "../../components/layout.ts";
import { shorthandMeanings } from "../../components/marker.ts";
import { notHeldTable } from "../../components/notHeldTable.ts";
import { byReason, type SetAside } from "../../components/setAside.ts";
import { missingLines, stateOf } from "../../components/sourceState.ts";
import { findPageFaults } from "../../ownPages.ts";
import type { PageModule } from "../../pageModule.ts";

const mostLines = 15;
const mostNames = 50;

function nameWithSystem({ id, system }: SourceState): Content {
  const name = sourceName(id);
  return name.includes(system) ? name : html`${name} <span class="quiet">${system}</span>`;
}

function receiptWords({ received_on, age_days }: SourceState): Content {
  if (!received_on) return "never";
  if (age_days === null) return html`<div>${formatDay(received_on)}</div>`;
  const age = age_days === 0 ? "the newest" : `${plural(age_days, "day")} before the newest`;
  return html`<div>${formatDay(received_on)} <br><span class="quiet">${age}</span></div>`;
}

function freshness(site: Site): Html {
  const { receivedTo } = site.report;
  const received = receivedTo
    ? html`
      <p>
        Days are counted from a source’s last receipt to ${formatDay(receivedTo)}, the newest of all.
        A figure that a late source bears on is marked [p], and isn’t judged.
      </p>`
    : "";
  const columns = [
    { label: "Source" },
    { label: "Received" },
    { label: "Covers to" },
    { label: "Next due" },
    { label: "Rows loaded", numeric: true },
    { label: "Set aside", numeric: true },
    { label: "Values empty", numeric: true },
    { label: "State" },
  ];
  const rows = site.report.sources.map((source): Content[] => [
    nameWithSystem(source),
    receiptWords(source),
    source.covers_to ? formatDay(source.covers_to) : "nothing yet",
    source.next_due_on
      ? html`<div>${formatDay(source.next_due_on)} <br><span class="quiet">${source.due}</span></div>`
      : source.due,
    formatCount(source.rows_loaded),
    formatCount(source.rows_quarantined),
    formatCount(source.values_blanked),
    html`<div>${stateOf(source, site.report.asAt)}${missingLines(source, site.report.asAt).map((line) => html`<br>${line}`)}</div>`,
  ]);
  return html`
    <section${resting(site, { build: "sources" })}>
      <h2>Sources</h2>
      ${received}
      ${dataTable("When each source last came, and what it covers", columns, rows)}
    </section>`;
}

function refusals(site: Site): Html {
  const { refused } = site.report;
  if (refused.length === 0)
    return html`<section${resting(site, { build: "files" })}><h2>Refused files</h2><p>No file was refused.</p></section>`;
  const columns = [{ label: "File" }, { label: "Source" }, { label: "Problem" }];
  const rows = refused.map(({ file, source, problem }): Content[] => [
    html`<span class="file">${file}</span>`,
    sourceName(source),
    problem,
  ]);
  return html`
    <section${resting(site, { build: "files" })}>
      <h2>Refused files</h2>
      <p>Nothing in these files is counted. The rest were loaded.</p>
      ${dataTable("Files that can’t be loaded, and why", columns, rows)}
    </section>`;
}

/** What some faults cost, by source, column and reason: rows or values, `noun`. */
function faultTable(caption: string, all: readonly SetAside[], noun: string): Html {
  const columns = [
    { label: "Source" },
    { label: "Column" },
    { label: "Reason" },
    { label: "Files", numeric: true },
    { label: `${capitalise(noun)}s`, numeric: true },
  ];
  const toRow = ({ source, column, reason, files, rows }: SetAside): Content[] => [
    sourceName(source),
    column ? html`<span class="file">${column}</span>` : "whole row",
    reason,
    formatCount(files),
    formatCount(rows),
  ];
  const rest = all.slice(mostLines);
  return html`
    ${dataTable(caption, columns, all.slice(0, mostLines).map(toRow))}
    ${
      rest.length > 0
        ? fold(`The other ${plural(rest.length, "reason")}`, dataTable("The rest", columns, rest.map(toRow)))
        : ""
    }`;
}

const totalOf = (all: readonly SetAside[]) => all.reduce((sum, { rows }) => sum + rows, 0);

function setAside(site: Site): Html {
  const all = byReason(site.report.quarantine.filter(({ kind }) => kind === "row set aside"));
  const rests = resting(site, { build: "files" });
  if (all.length === 0)
    return html`<section${rests}><h2>Rows set aside</h2><p>No row was set aside.</p></section>`;
  const total = totalOf(all);
  return html`
    <section${rests}>
      <h2>Rows set aside</h2>
      <p>
        ${plural(total, "row")} could not be used as a record of ${total === 1 ? "its" : "their"} own, for the reasons below, so ${total === 1 ? "it is" : "they are"} in no figure. What ${total === 1 ? "it" : "they"} held is not shown here.
      </p>
      ${faultTable("Rows set aside by source, column and reason", all, "row")}
    </section>`;
}

function leftEmpty(site: Site): Html {
  const all = byReason(site.report.quarantine.filter(({ kind }) => kind === "value blanked"));
  const rests = resting(site, { build: "files" });
  if (all.length === 0)
    return html`
      <section${rests}>
        <h2>Values left empty</h2>
        <p>Every value of the rows loaded could be used.</p>
      </section>`;
  return html`
    <section${rests}>
      <h2>Values left empty</h2>
      <p>
        ${plural(totalOf(all), "value")} could not be used. The rows they are in are loaded without them: a row without a
        date is in no figure that goes by that date, and in all others.
      </p>
      ${faultTable("Values left empty by source, column and reason", all, "value")}
    </section>`;
}

function loads(site: Site): Html {
  const { downloads } = site.report;
  const items = filesBySource(site).map(
    ({ source, files, pages: [page] }) =>
      html`<li><a href="./files/${page ?? ""}.html">${sourceName(source)}</a>: ${filesWords(files)}</li>`,
  );
  const links = downloads.map(
    ({ name, path }) => html`<li><a href="./${path}" rel="external" download>${name}</a></li>`,
  );
  return html`
    <section${resting(site, { build: "files" })}>
      <h2>Files loaded</h2>
      <p>
        Each row read was either loaded or set aside; a value that can’t be used is left empty in a row that is loaded. Each
        source’s files have a page of their own.
      </p>
      ${items.length > 0 ? html`<ul>${items}</ul>` : ""}
      ${links.length > 0 ? html`<h3>Take it away</h3><ul>${links}</ul>` : ""}
    </section>`;
}

/** How many rows a check found and, folded, what they are called. */
function found({ rows, names }: Report["checks"][number]): Content {
  const count = html`<strong>${plural(rows, "row")}</strong>`;
  if (names.length === 0) return count;
  const more = names.length - mostNames;
  const lines = names.slice(0, mostNames).map((name) => html`<li>${name}</li>`);
  const rest = more > 0 ? html`<li>and ${formatCount(more)} more</li>` : "";
  return fold(plural(rows, "row"), html`<ul>${lines}${rest}</ul>`);
}

/** The contracts whose rows a check looks at: none where it is of the files themselves. */
function contractsChecked({ models }: Report, id: string): string[] {
  // The one that compares figures is no model.
  if (id === "published_figures_reproduce") return ["published_figures"];
  return ancestorsOf(models, `checks.${id}`)
    .map((name) => name.replace(/^raw\./, ""))
    .filter((name) => contracts.has(name));
}

/** What is said of a check that found nothing: it is no good news of what was never loaded. */
function nothingFound(report: Report, id: string, isAllReceived: boolean): string {
  const own = contractsChecked(report, id);
  const loaded = own.filter((name) => report.coverage.some(({ contract }) => contract === name));
  if (own.length > 0 && loaded.length === 0) return "Not loaded, so nothing was looked at";
  return isAllReceived && loaded.length === own.length ? "Nothing found" : "Nothing found in what was loaded";
}

function checks(site: Site): Html {
  const { checks: all, sources, asAt } = site.report;
  if (all.length === 0) return html``;
  const { never } = arrivalsOf(sources, asAt);
  const columns = [{ label: "Check" }, { label: "Owner" }, { label: "If it fails" }, { label: "Result" }];
  const rows = [...all]
    .sort((a, b) => b.rows - a.rows)
    .map((check): Content[] => [
      capitalise(check.title),
      check.owner,
      check.severity === "blocking" ? "stops the build" : "warns",
      check.rows === 0 ? nothingFound(site.report, check.id, never.length === 0) : found(check),
    ]);
  const unasked =
    never.length === 0
      ? ""
      : html`<p>A check finds nothing in what was never received: ${nameSome(never)}.</p>`;
  return html`<section${resting(site, { build: "checks" })}><h2>Checks</h2>${unasked}${dataTable("Rules the data must keep", columns, rows)}</section>`;
}

function breaks(site: Site): Html {
  const reasons = new Map<string, { on: string; reason: string; measures: Html[] }>();
  for (const { measure, on, reason } of site.report.breaks) {
    const title = site.byId.get(measure)?.definition.title;
    if (title === undefined) continue;
    const link = html`<a href="./measures/${measure}.html">${title}</a>`;
    const known = reasons.get(on + reason);
    if (known) known.measures.push(link);
    else reasons.set(on + reason, { on, reason, measures: [link] });
  }
  if (reasons.size === 0) return html``;
  const columns = [{ label: "From" }, { label: "Measures" }, { label: "Why" }];
  const rows = [...reasons.values()].map(({ on, reason, measures }): Content[] => [
    formatDay(on),
    html`<div>${join(measures, ", ")}</div>`,
    reason,
  ]);
  return html`
    <section${resting(site, { build: "settings" })}>
      <h2>Breaks in series</h2>
      <p>
        Figures from these days are not quite comparable with those before. The first of them is marked [b],
        and no line is drawn across.
      </p>
      ${dataTable("Where a series breaks, and why", columns, rows)}
    </section>`;
}

/** The figures that may still change, by measure and reason. */
function provisional(site: Site): Html {
  const rows = site.series.flatMap((series): Content[][] => {
    const own = series.figures.filter(({ status, breakdown }) => status === "p" && breakdown === "");
    const notes = new Map<string, string[]>();
    for (const figure of own)
      notes.set(figure.note, [...(notes.get(figure.note) ?? []), formatPeriod(figure)]);
    return [...notes].map(([note, periods]) => [
      html`<a href="./measures/${series.definition.id}.html">${series.definition.title}</a>`,
      formatList(periods),
      note || "not said",
    ]);
  });
  const columns = [{ label: "Measure" }, { label: "Periods" }, { label: "Why" }];
  const held = site.series.filter(({ figures }) => figures.some(hasValue));
  const bases = held.map((anyOf) => ({ anyOf }));
  const none =
    held.length === 0
      ? untold(site, site.series, "No figure is held.")
      : said(site, bases, "No figure that is held is provisional.");
  const content =
    rows.length === 0
      ? html`<p>${saidHtml(none)}</p>`
      : html`
        <p>These figures may change when what is awaited comes.</p>
        ${dataTable("Provisional figures, and why", columns, rows)}`;
  return html`<section${rows.length === 0 ? "" : resting(site, ...bases)}><h2>Provisional figures</h2>${content}</section>`;
}

/** What the office has of its own, measures and pages, that can't be used: nothing where all of it can. */
function ownFaults(site: Site): Html {
  const faults = [...site.report.faults, ...findPageFaults(site)];
  if (faults.length === 0) return html``;
  const columns = [{ label: "What" }, { label: "Where" }, { label: "Why it can’t be used" }];
  const rows = faults.map(({ kind, name, file, line, problem }): Content[] => [
    kind === "page" ? html`<a href="./${name}.html">${file}</a>` : name,
    html`<span class="file">${file}</span>${line === null ? "" : `, line ${line}`}`,
    problem,
  ]);
  return html`
    <section${resting(site, { build: "settings" })}>
      <h2>The office’s own measures and pages</h2>
      <p>These can’t be used, and nothing else is kept back by them. Mend the file in the folder of the office’s settings.</p>
      ${dataTable("What of the office’s own can’t be used, and why", columns, rows)}
    </section>`;
}

/** What else there is to read of the data, where the office hasn't switched it off. */
const waysOn = [
  { name: "lineage", words: "How each figure is made" },
  { name: "published", words: "Figures already published, and what is counted now" },
  { name: "dictionary", words: "What every column says, and how other tools read it" },
] as const;

/** Where the figures come from: freshness, refusals, rows set aside, files, checks and what is not held. */
function dataPage(site: Site): PageContent {
  const { report } = site;
  const { expected, current, due, late, never } = arrivalsOf(report.sources, report.asAt);
  const some = (count: number, one: string, many: string) =>
    count === 0 ? "" : count === 1 ? `One ${one}.` : `${formatCount(count)} ${many}.`;
  const state =
    current === expected
      ? "All are up to date."
      : `${some(due.length, "is due later", "are due later")} ${some(late.length, "is late", "are late")} ${some(never.length, "has never been received", "have never been received")}`.trim();
  const counted = said(
    site,
    [{ build: "files" }],
    html`
      ${plural(report.sources.length, "source")}
      ${expected < report.sources.length ? html`, ${String(expected)} of them expected` : ""}, ${plural(countFiles(report.loads), "file")}, as at ${formatDay(report.asAt)}
      ${report.asAtReason ? html`, ${report.asAtReason}` : ""}.`,
  );
  const ways = waysOn.flatMap(({ name, words }) =>
    isPageOff(report, name)
      ? []
      : [pageLink(site, name, `./${name}.html`, pageName(report.pages, name, words))],
  );
  return {
    title: "State of the data",
    body: html`
      ${trail([{ href: "./index.html", name: "Brief" }])}
      <h1>State of the data</h1>
      <p class="lead">
        ${allSaid([counted, said(site, [{ build: "sources" }], state)])} ${join(ways, html` · `)}
      </p>
      ${freshness(site)}
      ${refusals(site)}
      ${setAside(site)}${leftEmpty(site)}
      ${checks(site)}
      ${ownFaults(site)}
      ${provisional(site)}
      ${breaks(site)}
      <section>
        <h2>What is not held</h2>
        <p>A period that is not held is never a zero and never guessed.</p>
        ${notHeldTable(site, "./")}
      </section>
      ${loads(site)}
      <section><h2>Shorthand in tables and downloads</h2>${shorthandMeanings()}</section>`,
  };
}

export default {
  menu: { place: 6, name: "Data" },
  make: dataPage,
} satisfies PageModule;
