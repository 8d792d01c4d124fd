import { calledAlone } from "../../../../loaders/calledNames.ts";
import { monthsBefore } from "../../../../loaders/dates.ts";
import { formatList } from "../../../report/format.ts";
import { html, join } from "../../../report/html.ts";
import { groupTitle } from "../../../report/names.ts";
import { isPageOff, pageName } from "../../../report/officePages.ts";
import type { Site } from "../../../report/series.ts";
import { drillLineOf } from "../../components/drillLink.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

/**
 * The page that opens a figure up: by any dimension, by month, down to its cases. Its script shows the measure that
 * the address names; without one, or without the script, every measure is listed, and the script puts the way in beside each.
 */
function drillPage(site: Site): PageContent {
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const items = own.map((one) => {
      const { id, title } = one.definition;
      return html`<li id="${drillLineOf(id)}"><a href="./measures/${id}.html">${title}</a></li>`;
    });
    return html`<section><h2>${groupTitle(site.report.about, group)}</h2><ul class="drill-list">${items}</ul></section>`;
  });
  const title = pageName(site.report.pages, "drill", "Behind the figures");
  const { about, pages } = site.report;
  const team = pageName(pages, "feedback", calledAlone(about.called["feedback team"]));
  const registers = pageName(pages, "registers", "Registers");
  const today = pageName(pages, "care", "Today’s work");
  const lists = [
    ...(isPageOff(site.report, "care") ? [] : [html`<a href="./care/today.html">${today}</a>`]),
    ...(isPageOff(site.report, "feedback") ? [] : [html`<a href="./feedback.html">${team}</a>`]),
    ...(isPageOff(site.report, "registers") ? [] : [html`<a href="./registers/index.html">${registers}</a>`]),
  ];
  const last = lists.at(-1);
  const listed = lists.length < 2 ? last : html`${join(lists.slice(0, -1), ", ")} and ${last}`;
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
        tables${lists.length > 0 ? html`; cases are listed on ${listed}` : ""}.
      </p>
      ${sections}
    </div>`;
  return { title, body, scripts: ["drill"] };
}

export default {
  listsCases: true,
  make: drillPage,
} satisfies PageModule;
