import { monthsBefore } from "../../../../loaders/dates.ts";
import { groups } from "../../../catalogue/definition.ts";
import { formatList } from "../../../report/format.ts";
import { html } from "../../../report/html.ts";
import type { Site } from "../../../report/series.ts";
import { drillLink } from "../../components/drillLink.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

/**
 * The page that opens a figure up: by any dimension, by month, down to its cases. Its script shows the measure that
 * the address names; without one, or without the script, every measure is listed.
 */
function drillPage(site: Site): PageContent {
  const sections = groupsOf(site).map((group) => {
    const own = site.series.filter((one) => one.definition.group === group);
    const items = own.map((one) => {
      const { id, title } = one.definition;
      const open = html`open up<span class="unseen">: ${title}</span>`;
      return html`<li><a href="./measures/${id}.html">${title}</a> ${drillLink(site, one, {}, "./", open)}</li>`;
    });
    return html`<section><h2>${groups[group]}</h2><ul class="drill-list">${items}</ul></section>`;
  });
  const steps = formatList(["by team or another breakdown", "by month", "case by case"]);
  const body = html`
    <div id="drill" class="drill" data-from="${monthsBefore(site.month, 12)}" data-to="${site.month}" data-script></div>
    <div id="drill-start">
      ${trail([{ href: "./index.html", name: "Brief" }])}
      <h1>Behind the figures</h1>
      <p class="lead">
        Open a figure up: ${steps}. Every month that is held has its figures; cases are those of the last 13 months,
        or of those since what a figure says now began. All are as the newest extracts have them. References,
        dates and staff numbers only.
      </p>
      <p class="quiet">
        “Open up” needs JavaScript. Without it, each measure’s own page has the same figures by month and by breakdown, in
        tables; the open cases of feedback are listed on <a href="./feedback.html">its own page</a>, and what the
        registers hold on <a href="./registers/index.html">theirs</a>.
      </p>
      ${sections}
    </div>`;
  return { title: "Behind the figures", body, scripts: ["drill"] };
}

export default {
  listsCases: true,
  make: drillPage,
} satisfies PageModule;
