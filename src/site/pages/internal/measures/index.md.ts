import { groups } from "../../../../catalogue/definition.ts";
import { formatDimension, formatMonth } from "../../../../report/format.ts";
import { type Content, html } from "../../../../report/html.ts";
import { resting } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { fractionWords, targetWords } from "../../../../report/words.ts";
import { dataTable } from "../../../components/dataTable.ts";
import { groupsOf, type PageContent, trail } from "../../../components/layout.ts";
import { markedValue } from "../../../components/marker.ts";
import { traceLink } from "../../../components/traceLink.ts";
import { signsOf } from "../../../components/verdict.ts";
import type { PageModule } from "../../../pageModule.ts";

/** Every measure with its latest figure and target, group by group. */
function measuresPage(site: Site): PageContent {
  const month = formatMonth(site.month);
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const rows = own.map((one): Content[] => {
      const { definition, latest } = one;
      return [
        html`<a href="./${definition.id}.html">${definition.title}</a>`,
        traceLink(site, one, site.month, "../", markedValue(latest, definition.unit)),
        latest ? (fractionWords(latest, definition.unit) ?? definition.unit) : "",
        definition.target
          ? `${targetWords(definition.target, definition.unit)}${definition.target.assumed ? ", assumed" : ""}`
          : "no target",
        html`${signsOf(one)}`,
        definition.dimensions.map(formatDimension).join(", "),
      ];
    });
    const finds = own.map((one) => {
      const { id, definition } = one.definition;
      return html` data-find="${`${id} ${definition}`}"${resting(site, one)}`;
    });
    const columns = [
      { label: "Measure" },
      { label: month, numeric: true },
      { label: "Counted", numeric: true },
      { label: "Target" },
      { label: "Says" },
      { label: "Broken down by" },
    ];
    return html`
      <section class="measure-list" data-finds>
        <h2><a href="../${group}.html">${groups[group]}</a></h2>
        ${dataTable(html`<span class="unseen">${groups[group]}, ${month}</span>`, columns, rows, "", finds)}
      </section>`;
  });
  return {
    title: "Measures",
    body: html`
      ${trail([{ href: "../index.html", name: "Brief" }])}
      <h1>Measures</h1>
      <p class="lead">All ${String(site.series.length)} measures and their figures for ${month}.</p>
      <div data-search="measure"></div>
      ${sections}`,
    scripts: ["search"],
  };
}

export default {
  menu: { place: 5, name: "Measures" },
  make: measuresPage,
} satisfies PageModule;
