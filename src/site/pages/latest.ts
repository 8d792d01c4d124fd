import { groups } from "../../measures/definition.ts";
import { groupsOf, type Page } from "../components/layout.ts";
import { columnHeads, fullRow } from "../components/summary.ts";
import { formatDay, formatMonth } from "../format.ts";
import { html } from "../html.ts";
import type { Site } from "../series.ts";

/** The public front page: each published measure with its figure, target, last 36 months and words. */
export function latestPage(site: Site): Page {
  const month = formatMonth(site.month);
  const sections = groupsOf(site).map((group, index) => {
    const own = site.series.filter((one) => one.definition.group === group);
    return html`<section class="agenda"><h2>${groups[group]}</h2>${index === 0 ? columnHeads(site.month) : ""}<ul class="rows">${own.map((one) => html`<li>${fullRow(site, one, "./")}</li>`)}</ul></section>`;
  });
  const downloads = site.input.downloads.map(
    ({ name, path }) => html`<li><a href="./${path}" rel="external" download>${name}</a></li>`,
  );
  return {
    path: "index",
    title: `Casework statistics, ${month}`,
    body: html`<h1>Casework statistics, ${month}</h1><p class="lead">How the ${site.input.office} handles feedback about itself, reviews its decisions and answers requests. Figures as at ${formatDay(site.input.asAt)}.</p>${sections}<section class="agenda"><h2>Take it away</h2>${downloads.length > 0 ? html`<ul class="downloads">${downloads}</ul>` : ""}<p>Each measure’s page has its own table and download. <a href="./how-to-read.html">How to read the figures</a> · <a href="./not-held.html">What is not held</a></p></section>`,
  };
}
