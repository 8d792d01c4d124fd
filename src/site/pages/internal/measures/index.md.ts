import { monthPeriod } from "../../../../measures/period.ts";
import { formatDimension, formatMonth } from "../../../../report/format.ts";
import { type Content, html } from "../../../../report/html.ts";
import { groupTitle } from "../../../../report/names.ts";
import { resting } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { fractionWords, targetWords } from "../../../../report/words.ts";
import { dataTable } from "../../../components/dataTable.ts";
import { findAttributes, findPlace } from "../../../components/finder.ts";
import { groupsOf, type PageContent, trail } from "../../../components/layout.ts";
import { markedValue } from "../../../components/marker.ts";
import { openedFigure } from "../../../components/openLink.ts";
import { signsOf } from "../../../components/verdict.ts";
import { findPageFaults } from "../../../ownPages.ts";
import type { PageModule } from "../../../pageModule.ts";

/** The pages of the office's own, found by the same words as measures; nothing where it has none. */
function ownPages(site: Site): Content {
  const refused = new Set(findPageFaults(site).map(({ name }) => name));
  const own = site.report.ownPages.filter(({ path }) => !refused.has(path));
  if (own.length === 0) return "";
  const lines = own.map(
    ({ path, title }) => html`<li data-find="${path}"><a href="../${path}.html">${title}</a></li>`,
  );
  return html`
    <section class="measure-list" data-finds${resting(site, { build: "settings" })}>
      <h2>Pages of the office’s own</h2>
      <ul>${lines}</ul>
    </section>`;
}

/** Every measure with its latest figure and target, group by group. */
function measuresPage(site: Site): PageContent {
  const month = formatMonth(site.month);
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const rows = own.map((one): Content[] => {
      const { definition, latest } = one;
      return [
        html`<a href="./${definition.id}.html">${definition.title}</a>`,
        openedFigure(site, one, monthPeriod(site.month), "../", markedValue(latest, definition.unit)),
        latest ? (fractionWords(latest, definition.unit) ?? definition.unit) : "",
        definition.target
          ? `${targetWords(definition.target, definition.unit)}${definition.target.assumed ? ", assumed" : ""}`
          : "no target",
        html`${signsOf(one)}`,
        definition.dimensions.map(formatDimension).join(", "),
      ];
    });
    const finds = own.map((one) => html`${findAttributes(one)}${resting(site, one)}`);
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
        <h2><a href="../${group}.html">${groupTitle(site.report.about, group)}</a></h2>
        ${dataTable(html`<span class="unseen">${groupTitle(site.report.about, group)}, ${month}</span>`, columns, rows, "", finds)}
      </section>`;
  });
  return {
    title: "Measures",
    body: html`
      ${trail([{ href: "../index.html", name: "Brief" }])}
      <h1>Measures</h1>
      <p class="lead">All ${String(site.series.length)} measures and their figures for ${month}. <a href="../how-to-read.html">How to read the figures</a></p>
      ${findPlace(site.report.ownPages.length > 0 ? "measure or page" : "measure", "../", site.report)}
      ${sections}
      ${ownPages(site)}`,
    scripts: ["search"],
  };
}

export default {
  menu: { place: 5, name: "Measures" },
  make: measuresPage,
} satisfies PageModule;
