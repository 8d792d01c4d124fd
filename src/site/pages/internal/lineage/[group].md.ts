import { plural } from "../../../../report/format.ts";
import { type Content, type Html, html } from "../../../../report/html.ts";
import { checksOf, groupLineage, type LineageNode, lineageOf } from "../../../../report/lineage.ts";
import { groupTitle } from "../../../../report/names.ts";
import { pageName } from "../../../../report/pageNames.ts";
import { resting } from "../../../../report/said.ts";
import type { Series, Site } from "../../../../report/series.ts";
import { dataTable, fold } from "../../../components/dataTable.ts";
import { groupsOf, type PageContent, trail } from "../../../components/layout.ts";
import { lineagePicture, nodeLinks } from "../../../components/lineagePicture.ts";
import { freshnessOf } from "../../../components/sourceState.ts";
import type { PageModule } from "../../../pageModule.ts";

function keptTable(site: Site, nodes: readonly LineageNode[], own: readonly Series[]): Html {
  const columns = [
    { label: "Measure" },
    { label: "Definition" },
    { label: "Reads" },
    { label: "Unit test" },
    { label: "Checks" },
    { label: "Freshness" },
  ];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const rows = own.map((series): Content[] => {
    const { id, title, definition } = series.definition;
    const reads = byId.get(`measures.${id}`)?.reads ?? [];
    const checks = checksOf(site, nodes, series);
    const isTested = site.report.tested.includes(id);
    return [
      html`<span id="measures.${id}"><a href="../trace/${id}.html">${title}</a></span>`,
      definition,
      nodeLinks(site, byId, reads, "../"),
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
  return html`
    <section class="kept">
      <h2>What keeps each figure</h2>
      <p>A measure’s unit test is <code>test/sql/measures/</code> and its name.</p>
      ${dataTable("Each measure: its definition, unit test, checks and freshness", columns, rows)}
    </section>`;
}

/** How the figures of a group are made, measure by measure, as a picture, and what keeps each right. */
function groupLineagePage(site: Site, asked: string): PageContent {
  const group = groupsOf(site).find((one) => one === asked);
  if (group === undefined) throw new Error(`unknown group: ${asked}`);
  const nodes = lineageOf(site);
  const own = site.series.filter((one) => one.definition.group === group);
  const name = groupTitle(site.report.about, group);
  const lineage = pageName(site.report.pages, "lineage", "Lineage");
  const title = `The measures of ${name}`;
  return {
    title: `${lineage}: ${name}`,
    body: html`
      ${trail([
        { href: "../index.html", name: "Brief" },
        { href: "../data.html", name: "State of the data" },
        { href: "../lineage.html", name: lineage },
      ])}
      <h1>${lineage}: ${name}</h1>
      <p class="lead"${resting(site, { build: "models" })}>${plural(own.length, "measure")}: what each figure is made of, and what keeps it right.</p>
      <div${resting(site, { build: "models" })}>
        <section>
          <h2>From sources to measures</h2>
          ${lineagePicture(groupLineage(nodes, own), group, title, "The table on this page says the same of each measure.")}
        </section>
        ${keptTable(site, nodes, own)}
      </div>`,
  };
}

export default {
  parameters: groupsOf,
  make: groupLineagePage,
} satisfies PageModule;
