import { arrivalsOf } from "../../../report/arrivals.ts";
import { hasCases } from "../../../report/forBoard.ts";
import { formatCount, formatDay, formatList, formatMonth, plural } from "../../../report/format.ts";
import { missingWords } from "../../../report/held.ts";
import { type Html, html, join } from "../../../report/html.ts";
import { comparedWith, type News, newsOf } from "../../../report/news.ts";
import { isPageOff, pageName } from "../../../report/pageNames.ts";
import { resting, said, saidHtml, untold } from "../../../report/said.ts";
import type { Series, Site } from "../../../report/series.ts";
import { signalIn } from "../../../report/signals.ts";
import { latestFirst } from "./restated.ts";

/** The most lines that the first screen has for what is new of measures; the last is that of the others, folded, where there are more. */
const mostNews = 4;

/** How many letters of what is new of a measure one line holds beside its name. */
const lettersOfLine = 90;

interface MeasureNews {
  series: Series;
  words: string;
  rank: number;
}

/** How soon a meeting hears of something: a target now missed, a turn for the worse, a target met or a turn for the better, then the others. */
function rankOf(series: Series, { kind }: News): number {
  const variation = kind === "signal" ? signalIn(series)?.variation : undefined;
  if (kind === "newly missed") return 0;
  if (variation === "concern") return 1;
  return kind === "newly met" || variation === "improvement" ? 2 : 3;
}

/** What is new of a measure, the gravest first: all of it where that is one line, or else the gravest alone; null where nothing is. */
function newsOfMeasure(series: Series, before: string): MeasureNews | null {
  const news = newsOf(series, before)
    .map((one) => ({ words: one.words, rank: rankOf(series, one) }))
    .sort((a, b) => a.rank - b.rank);
  const [gravest] = news;
  if (!gravest) return null;
  const all = news.map(({ words }) => words).join(" ");
  return { series, words: all.length > lettersOfLine ? gravest.words : all, rank: gravest.rank };
}

function newsLine(site: Site, { series, words }: MeasureNews): Html {
  const { id, title } = series.definition;
  return html`
    <li class="line"${resting(site, series)}>
      <a href="./measures/${id}.html">${title}</a> <span>${words}</span>
    </li>`;
}

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
    if (kind === "action done" && events.some(({ event }) => event === "action agreed"))
      return `${formatCount(count)} done`;
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

/** What became of the data, on one line: totals that read otherwise than before, and extracts that are late. None where neither is so. */
function dataLine(site: Site, before: string): Html[] {
  const { sources, asAt, restated } = site.report;
  const { late } = arrivalsOf(sources, asAt);
  const changed = latestFirst((restated?.figures ?? []).filter(({ was_status }) => was_status !== "x"));
  const parts = [
    ...(changed.length === 0
      ? []
      : [
          html`
            <span${resting(site, { build: "restated" })}>
              ${isPageOff(site.report, "restated") ? "Restated" : html`<a href="./restated.html">Restated</a>`} ${plural(changed.length, "total")} of ${formatMonth(before)} and before.
            </span>`,
        ]),
    ...(late.length === 0
      ? []
      : [
          html`
            <span${resting(site, { build: "sources" })}>
              <a href="./data.html">Late</a> ${plural(late.length, "source")}: nothing is said of what ${late.length === 1 ? "it" : "they"} would tell.
            </span>`,
        ]),
  ];
  return parts.length === 0 ? [] : [html`<li class="line">${join(parts, " ")}</li>`];
}

/**
 * What the reported month says that the one the last meeting had, or the month before where no list of meetings is kept, doesn't, judged by the same limits: signals that have come or gone, targets that have become
 * reliably missed or met, totals that were restated, extracts that are late. Measures by how grave their news is, a line each, the last folded.
 */
export function newSection(site: Site): Html {
  const { metOn } = site.report.casework;
  const before = comparedWith(site);
  const news = site.series
    .flatMap((series) => newsOfMeasure(series, before) ?? [])
    .sort((a, b) => a.rank - b.rank);
  const shown = news.slice(0, news.length > mostNews ? mostNews - 1 : mostNews);
  const folded = news.slice(shown.length);
  const judged = site.series.filter(({ latest }) => (latest?.variation ?? "") !== "");
  const lines: Html[] = [
    ...shown.map((one) => newsLine(site, one)),
    ...(folded.length === 0
      ? []
      : [
          html`
            <li>
              <details class="more-news">
                <summary${resting(site, ...folded.map(({ series }) => series))}>${plural(folded.length, "more measure")} with something new</summary>
                <ul class="lines plain">${folded.map((one) => newsLine(site, one))}</ul>
              </details>
            </li>`,
        ]),
    ...dataLine(site, before),
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
