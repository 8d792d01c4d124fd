import { monthsBefore } from "../../../../loaders/dates.ts";
import { formatMonth, plural } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { newsOf } from "../../../report/news.ts";
import { resting, said, saidHtml, untold } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { standingOfSources } from "../../../report/sourceStanding.ts";
import { latestFirst } from "./restated.ts";

/**
 * What the reported month says that the one before, judged by the same limits, doesn't: signals that have come or gone, targets that have become
 * reliably missed or met, totals that were restated, extracts that are late. Measures in their order, a line each.
 */
export function newSection(site: Site): Html {
  const before = monthsBefore(site.month, 1);
  const news = site.series.flatMap((series) => {
    const words = newsOf(series, before)
      .map((one) => one.words)
      .join(" ");
    return words === "" ? [] : [{ series, words }];
  });
  const { sources, asAt, restated } = site.report;
  const { late } = standingOfSources(sources, asAt);
  const changed = latestFirst((restated?.figures ?? []).filter(({ was_status }) => was_status !== "x"));
  const judged = site.series.filter(({ latest }) => (latest?.variation ?? "") !== "");
  const lines: Html[] = [
    ...news.map(
      ({ series, words }) => html`
        <li class="line"${resting(site, series)}>
          <a href="./measures/${series.definition.id}.html">${series.definition.title}</a> <span>${words}</span>
        </li>`,
    ),
    ...(changed.length === 0
      ? []
      : [
          html`
            <li class="line"${resting(site, { build: "restated" })}>
              <a href="./restated.html">Restated</a>
              <span>${plural(changed.length, "total")} of ${formatMonth(before)} and before, now otherwise.</span>
            </li>`,
        ]),
    ...(late.length === 0
      ? []
      : [
          html`
            <li class="line"${resting(site, { build: "sources" })}>
              <a href="./data.html">Late</a> <span>${plural(late.length, "source")}: nothing is said of what they would tell.</span>
            </li>`,
        ]),
  ];
  const nothing =
    judged.length === 0
      ? ""
      : html`
        <p class="says">
          ${saidHtml(said(site, judged, `Nothing new: ${plural(judged.length, "measure")} of which it can be told say what they said in ${formatMonth(before)}.`))}
        </p>`;
  const explanation = saidHtml(
    judged.length === 0
      ? untold(site, [], "can’t be told of any measure")
      : said(site, judged, `what ${formatMonth(before)} didn’t say yet`),
  );
  return html`
    <section class="agenda">
      <h2>New this month <span class="explain">${explanation}</span></h2>
      ${lines.length === 0 ? nothing : html`<ul class="lines plain">${lines}</ul>`}
    </section>`;
}
