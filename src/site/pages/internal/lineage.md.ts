import { drawLineage } from "../../../charts/lineageChart.ts";
import { capitalise, formatList, plural } from "../../../report/format.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import {
  checksOf,
  groupLineage,
  type LineageNode,
  lineageByGroup,
  lineageKinds,
  lineageOf,
} from "../../../report/lineage.ts";
import { groupTitle } from "../../../report/names.ts";
import { pageName } from "../../../report/officePages.ts";
import { resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../../components/dataTable.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import { freshnessOf } from "../../components/sourceState.ts";
import type { PageModule } from "../../pageModule.ts";

const kindWords: Record<(typeof lineageKinds)[number], string> = {
  source: "source",
  raw: "raw table",
  staging: "staging model",
  marts: "mart",
  lists: "list",
  measures: "measure",
  page: "page",
};

/** A picture in a box of its own, which scrolls where the picture is wider than the page. */
function picture(drawing: Html, name: string): Html {
  return html`<section class="picture" aria-label="${name}" tabindex="0">${drawing}</section>`;
}

function countWords(nodes: readonly LineageNode[]): string {
  const counts = lineageKinds.flatMap((kind) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    return count === 0 ? [] : [plural(count, kindWords[kind])];
  });
  return capitalise(formatList(counts));
}

function describe(nodes: readonly LineageNode[]): string {
  return `${countWords(nodes)}, joined from left to right where one reads another. The tables on this page say the same.`;
}

function overview(nodes: readonly LineageNode[]): Html {
  const kept = lineageByGroup(nodes);
  const title = "From sources to pages";
  const drawing = drawLineage(kept, { id: "all", title, description: describe(kept) });
  return html`
    <section>
      <h2>From sources to pages</h2>
      <p>
        Rows move from left to right. Lists are of cases, as the last day left them. Each group’s measures
        are drawn one by one further down.
      </p>
      ${picture(drawing, title)}
    </section>`;
}

function groupPictures(site: Site, nodes: readonly LineageNode[]): Html {
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const kept = groupLineage(nodes, own);
    const title = `The measures of ${groupTitle(site.report.about, group)}`;
    const drawing = drawLineage(kept, { id: group, title, description: describe(kept) });
    const name = `${groupTitle(site.report.about, group)}: ${plural(own.length, "measure")}`;
    return html`<section id="group-${group}"><h3>${name}</h3>${picture(drawing, title)}</section>`;
  });
  return html`
    <section>
      <h2>Measure by measure</h2>
      <p>Every measure is also on the brief and has a page of its own.</p>
      ${sections}
    </section>`;
}

function nodeLink(nodes: ReadonlyMap<string, LineageNode>, id: string): Content {
  const node = nodes.get(id);
  if (!node || node.kind === "page") return node?.label ?? id;
  return html`<a href="#${id}">${node.kind === "source" || node.kind === "measures" ? node.label : id}</a>`;
}

/** Links to models in one run of text. */
function nodeLinks(nodes: ReadonlyMap<string, LineageNode>, ids: readonly string[]): Html {
  const links = ids.map((id) => nodeLink(nodes, id));
  return html`<div>${join(links, ", ")}</div>`;
}

function modelTables(nodes: readonly LineageNode[]): Html {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const readers = (id: string) => nodes.filter((node) => node.reads.includes(id)).map((node) => node.id);
  const columns = [{ label: "Name" }, { label: "Reads" }, { label: "Read by" }];
  const links = (ids: readonly string[]) => nodeLinks(byId, ids);
  const tables = lineageKinds
    .filter((kind) => kind !== "measures" && kind !== "page")
    .map((kind) => {
      const own = nodes.filter((node) => node.kind === kind);
      const rows = own.map((node): Content[] => [
        html`<span id="${node.id}">${kind === "source" ? node.label : node.id}</span>`,
        node.reads.length > 0 ? links(node.reads) : "",
        links(readers(node.id)),
      ]);
      const name = `${capitalise(kindWords[kind])}s`;
      return html`
        <h3>${name}</h3>
        ${dataTable(
          html`
          <span class="unseen">${name}: what each reads and is read by</span>`,
          columns,
          rows,
        )}`;
    });
  return html`<section><h2>The same as tables</h2>${tables}</section>`;
}

function keptTable(site: Site, nodes: readonly LineageNode[]): Html {
  const columns = [
    { label: "Measure" },
    { label: "Definition" },
    { label: "Reads" },
    { label: "Unit test" },
    { label: "Checks" },
    { label: "Freshness" },
  ];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rows = site.series.map((series): Content[] => {
    const { id, title, definition } = series.definition;
    const reads = byId.get(`measures.${id}`)?.reads ?? [];
    const checks = checksOf(site, nodes, series);
    const isTested = site.report.tested.includes(id);
    return [
      html`<span id="measures.${id}"><a href="./trace/${id}.html">${title}</a></span>`,
      definition,
      nodeLinks(byId, reads),
      isTested ? "yes" : html`<strong>none</strong>`,
      checks.length > 0
        ? fold(
            plural(checks.length, "check"),
            html`<ul>${checks.map((check) => html`<li>${check}</li>`)}</ul>`,
          )
        : html`<strong>none</strong>`,
      freshnessOf(site, series),
    ];
  });
  const whole = site.series.filter(
    (series) => site.report.tested.includes(series.definition.id) && checksOf(site, nodes, series).length > 0,
  );
  const words =
    whole.length === site.series.length
      ? `All ${site.series.length} measures have a definition, a unit test, checks and the state of their sources.`
      : `${whole.length} of ${site.series.length} measures have a definition, a unit test, checks and the state of their sources.`;
  return html`
    <section class="kept">
      <h2>What keeps each figure</h2>
      <p>${words} A measure’s unit test is <code>test/sql/measures/</code> and its name.</p>
      ${dataTable("Every measure: its definition, unit test, checks and freshness", columns, rows)}
    </section>`;
}

/** How every figure is made, from the sources to the pages, as pictures and as tables, and what keeps it right. */
function lineagePage(site: Site): PageContent {
  const nodes = lineageOf(site);
  const title = pageName(site.report.pages, "lineage", "Lineage");
  return {
    title,
    body: html`
      ${trail([
        { href: "./index.html", name: "Brief" },
        { href: "./data.html", name: "State of the data" },
      ])}
      <h1>${title}</h1>
      <p class="lead"${resting(site, { build: "models" })}>${countWords(nodes)}: what each figure is made of, and what keeps it right.</p>
      <div${resting(site, { build: "models" })}>
        ${overview(nodes)}
        ${keptTable(site, nodes)}
        ${groupPictures(site, nodes)}
        ${modelTables(nodes)}
      </div>`,
  };
}

export default {
  make: lineagePage,
} satisfies PageModule;
