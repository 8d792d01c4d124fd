import { formatDay, formatMonth } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { groupTitle } from "../../../report/names.ts";
import type { Site } from "../../../report/series.ts";
import { fileList } from "../../components/files.ts";
import { findAttributes, findPlace } from "../../components/finder.ts";
import { groupsOf, type PageContent } from "../../components/layout.ts";
import { columnHeads, fullRow } from "../../components/summary.ts";
import type { PageModule } from "../../pageModule.ts";

/** That measures are to be read with others, said once for all of them; nothing where none is. */
function readWith(site: Site): Html | "" {
  const isAny = site.series.some(({ definition }) => definition.beside.some((id) => site.byId.has(id)));
  if (!isAny) return "";
  return html`
    <p>
      Some measures say little alone. The page of each names those to read with it, and their figures for ${formatMonth(site.month)}.
    </p>`;
}

/** The public front page: each published measure with its figure, target, last 36 months and words. */
function latestPage(site: Site): PageContent {
  const month = formatMonth(site.month);
  const sections = groupsOf(site).map((group, index) => {
    const own = site.series.filter((one) => one.definition.group === group);
    return html`
      <section class="agenda" data-finds>
        <h2>${groupTitle(site.report.about, group)}</h2>
        ${index === 0 ? columnHeads(site.month) : ""}
        <ul class="rows">${own.map((one) => html`<li${findAttributes(one, true)}>${fullRow(site, one, "./", { isListed: true, says: true })}</li>`)}</ul>
      </section>`;
  });
  const { publication, office, asAt } = site.report;
  const about = groupsOf(site).includes("casework")
    ? `What the ${office} receives and decides, how long that takes, and how it`
    : `How the ${office}`;
  const whole = publication?.files.filter(({ measure }) => measure === "") ?? [];
  const out = publication
    ? html` Published ${formatDay(publication.publishedOn)}; <a href="./releases.html">the next figures come out on ${formatDay(publication.next.on)}</a>.`
    : "";
  const revised =
    publication && publication.revisions.length > 0
      ? html` · <a href="./releases.html">What was revised</a>`
      : "";
  return {
    title: `Casework statistics, ${month}`,
    body: html`
      <h1>Casework statistics, ${month}</h1>
      <p class="lead">
        ${about} handles feedback about itself, reviews its decisions and answers requests. Figures
        as at ${formatDay(asAt)}.${out}
      </p>
      ${findPlace("measure", "./", site.report)}
      ${readWith(site)}
      ${sections}
      <section class="agenda">
        <h2>Take it away</h2>
        ${
          whole.length > 0
            ? html`
          ${fileList(whole, "./")}
          <p class="onward"><a href="./catalogue.html">Each table as a spreadsheet, CSV or JSON</a></p>`
            : ""
        }
        <p class="onward">
          <a href="./how-to-read.html">How to read the figures</a> · <a href="./not-held.html">What is not held</a>
          ${revised}
        </p>
      </section>`,
    scripts: ["latest"],
  };
}

export default {
  menu: { place: 1, name: "Latest figures" },
  make: latestPage,
} satisfies PageModule;
