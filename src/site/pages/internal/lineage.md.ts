import { capitalise, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import {
  checksOf,
  type LineageNode,
  lineageByGroup,
  lineageKinds,
  lineageOf,
} from "../../../report/lineage.ts";
import { groupTitle } from "../../../report/names.ts";
import { pageName } from "../../../report/pageNames.ts";
import { resting } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable } from "../../components/dataTable.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import { countWords, kindWords, lineagePicture, nodeLinks } from "../../components/lineagePicture.ts";
import type { PageModule } from "../../pageModule.ts";

function overview(nodes: readonly LineageNode[]): Html {
  const title = "From sources to pages";
  return html`
    <section>
      <h2>From sources to pages</h2>
      <p>Rows move from left to right. Lists are of cases, as the last day left them.</p>
      ${lineagePicture(lineageByGroup(nodes), "all", title, "The tables on this page say the same.")}
    </section>`;
}

/** How many measures have all that keeps a figure right, and the way to those of each group. */
function measuresByGroup(site: Site, nodes: readonly LineageNode[]): Html {
  const all = site.series.length;
  const whole = site.series.filter(
    (series) => site.report.tested.includes(series.definition.id) && checksOf(site, nodes, series).length > 0,
  ).length;
  const words = whole === all ? `All ${all} measures` : `${whole} of ${all} measures`;
  const items = groupsOf(site).map((group) => {
    const count = site.series.filter(({ definition }) => definition.group === group).length;
    return html`<li><a href="./lineage/${group}.html">${groupTitle(site.report.about, group)}</a>: ${plural(count, "measure")}</li>`;
  });
  return html`
    <section>
      <h2>Measure by measure</h2>
      <p>
        ${words} have a definition, a unit test, checks and the state of their sources. Each group’s measures are drawn one by one on
        a page of its own, with what keeps each:
      </p>
      <ul>${items}</ul>
    </section>`;
}

function modelTables(site: Site, nodes: readonly LineageNode[]): Html {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const readers = (id: string) => nodes.filter((node) => node.reads.includes(id)).map((node) => node.id);
  const columns = [{ label: "Name" }, { label: "Reads" }, { label: "Read by" }];
  const links = (ids: readonly string[]) => nodeLinks(site, byId, ids, "./");
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

/** How figures are made, from the sources to the pages, as a picture and as tables; each group’s measures have a page of their own. */
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
        ${measuresByGroup(site, nodes)}
        ${modelTables(site, nodes)}
      </div>`,
  };
}

export default {
  make: lineagePage,
} satisfies PageModule;
