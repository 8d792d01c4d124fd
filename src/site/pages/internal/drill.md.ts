import { calledAlone } from "../../../../loaders/calledNames.ts";
import { monthsBefore } from "../../../../loaders/dates.ts";
import { formatList } from "../../../report/format.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { groupTitle } from "../../../report/names.ts";
import { isPageOff, pageName } from "../../../report/pageNames.ts";
import { resting } from "../../../report/said.ts";
import { hasValue, type Series, type Site } from "../../../report/series.ts";
import { figureWords, noFigureWords, targetWords, whenWords } from "../../../report/words.ts";
import { drillLineOf } from "../../components/drillLink.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

/** The pages of the site that list cases and need no script, unless the office has switched them off. */
function caseLists({ report }: Site): Html[] {
  const { about, pages } = report;
  const team = pageName(pages, "feedback", calledAlone(about.called["feedback team"]));
  const link = (page: string, address: string, name: string) =>
    isPageOff(report, page) ? [] : [html`<a href="./${address}.html">${name}</a>`];
  return [
    ...link("care", "care/today", pageName(pages, "care", "Today’s work")),
    ...link("feedback", "feedback", team),
    ...link("registers", "registers/index", pageName(pages, "registers", "Registers")),
  ];
}

/** Links in a sentence: 'a, b and c'. */
function listed(links: readonly Html[]): Content {
  const last = links.at(-1);
  return links.length < 2 ? last : html`${join(links.slice(0, -1), ", ")} and ${last}`;
}

/** A measure's latest figure, which its line says where an address names it and no script opens it up. */
function latestWords(site: Site, series: Series): Html {
  const { definition, latest } = series;
  const { target, unit, time } = definition;
  const figure = hasValue(latest)
    ? html`<strong>${figureWords(latest, unit)}</strong> ${whenWords(latest, time)}${target ? `, where ${targetWords(target, unit)} is wanted` : ""}.`
    : noFigureWords(series);
  return html`<p class="instead"${resting(site, series)}>${figure}</p>`;
}

/**
 * The page that opens a figure up: by any dimension, by month, down to its cases. Its script shows the measure that
 * the address names; without one every measure is listed, and the script puts the way in beside each. Without the script only the line of
 * the measure that the address names is shown, with its figure and where the rest is.
 */
function drillPage(site: Site): PageContent {
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const items = own.map((one) => {
      const { id, title } = one.definition;
      return html`<li id="${drillLineOf(id)}"><a href="./measures/${id}.html">${title}</a>${latestWords(site, one)}</li>`;
    });
    return html`<section><h2>${groupTitle(site.report.about, group)}</h2><ul class="drill-list">${items}</ul></section>`;
  });
  const title = pageName(site.report.pages, "drill", "Behind the figures");
  const lists = caseLists(site);
  const steps = formatList(["by team or another breakdown", "by month", "case by case"]);
  const body = html`
    <div id="drill" class="drill" data-from="${monthsBefore(site.month, 12)}" data-to="${site.month}" data-script></div>
    <div id="drill-start">
      ${trail([{ href: "./index.html", name: "Brief" }])}
      <h1>${title}</h1>
      <p class="lead">
        Open a figure up: ${steps}. Every month that is held has its figures; cases are those of the last 13 months,
        or of those since what a figure says now began. All are as the newest extracts have them. References,
        dates and staff numbers only.
      </p>
      <p class="quiet no-script">
        “Open up” needs JavaScript. Without it, each measure’s own page has the same figures by month and by breakdown, in
        tables${lists.length > 0 ? html`; cases are listed on ${listed(lists)}` : ""}.
      </p>
      ${sections}
    </div>`;
  return { title, body, scripts: ["drill"] };
}

export default {
  listsCases: true,
  make: drillPage,
} satisfies PageModule;
