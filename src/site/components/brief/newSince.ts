import { hasCases } from "../../../report/forBoard.ts";
import { formatCount, formatDay, formatList, formatMonth, plural } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Html, html } from "../../../report/html.ts";
import { comparedWith, newsOf } from "../../../report/news.ts";
import { isPageOff, pageName } from "../../../report/officePages.ts";
import { resting, said, saidHtml, untold } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { standingOfSources } from "../../../report/sourceStanding.ts";
import { latestFirst } from "./restated.ts";

/** What happened in the registers since the last meeting, in the order a meeting takes it. */
function registersLine(site: Site): Html {
  const { events, since, metOn } = site.report.casework;
  const hasPage = site.series.some(({ definition }) => definition.group === "registers");
  const name =
    hasCases(site.report) && !isPageOff(site.report, "registers")
      ? html`<a href="./registers/index.html#changes">${pageName(site.report.pages, "registers", "Registers")}</a>`
      : hasPage
        ? html`<a href="./registers.html">Registers</a>`
        : html`<span>Registers</span>`;
  const missing = missingWords(site, "changes");
  if (events.length === 0 && missing !== null)
    return html`
      <li class="line"${resting(site, { list: "changes" })}>
        ${name} <span>What changed since ${formatDay(since)} can’t be told. ${missing}</span>
      </li>`;
  const kinds = [
    "received",
    "answered",
    "decided",
    "closed",
    "milestone reached",
    "action agreed",
    "action done",
  ];
  const counted = kinds.flatMap((kind) => {
    const count = events.filter(({ event }) => event === kind).length;
    if (count === 0) return [];
    return kind.includes(" ")
      ? plural(count, kind, kind.replace(/^(\w+)/, "$1s"))
      : `${formatCount(count)} ${kind}`;
  });
  const words = counted.length === 0 ? "nothing" : formatList(counted);
  return html`
    <li class="line"${resting(site, missing === null ? { list: "changes" } : { loadedOf: "changes" })}>
      ${name} <span>${metOn === since ? "" : html`<span class="more-facts">Since ${formatDay(since)}: </span>`}${words}${missing === null ? "" : ", of what was loaded"}.</span>
    </li>`;
}

/**
 * What the reported month says that the one the last meeting had, or the month before where no list of meetings is kept, doesn't, judged by the same limits: signals that have come or gone, targets that have become
 * reliably missed or met, totals that were restated, extracts that are late. Measures in their order, a line each.
 */
export function newSection(site: Site): Html {
  const { metOn } = site.report.casework;
  const before = comparedWith(site);
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
              ${isPageOff(site.report, "restated") ? html`<span>Restated</span>` : html`<a href="./restated.html">Restated</a>`}
              <span>${plural(changed.length, "total")} of ${formatMonth(before)} and before, now otherwise.</span>
            </li>`,
        ]),
    ...(late.length === 0
      ? []
      : [
          html`
            <li class="line"${resting(site, { build: "sources" })}>
              <a href="./data.html">Late</a> <span>${plural(late.length, "source")}: nothing is said of what ${late.length === 1 ? "it" : "they"} would tell.</span>
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
      : said(
          site,
          judged,
          metOn === null
            ? `what ${formatMonth(before)} didn’t say yet`
            : `of ${formatDay(metOn)}, which had the figures of ${formatMonth(before)}`,
        ),
  );
  return html`
    <section class="agenda" id="new">
      <h2>${metOn === null ? "New this month" : "New since the last meeting"} <span class="explain">${explanation}</span></h2>
      ${lines.length === 0 ? nothing : ""}
      <ul class="lines plain">${lines}${registersLine(site)}</ul>
    </section>`;
}
