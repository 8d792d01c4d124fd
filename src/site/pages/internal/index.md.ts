import { arrivalsOf } from "../../../report/arrivals.ts";
import { hasCases } from "../../../report/forBoard.ts";
import {
  formatCount,
  formatDay,
  formatList,
  formatMonth,
  formatShortMonth,
  plural,
} from "../../../report/format.ts";
import { nameSome } from "../../../report/held.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { type Attention, attentionOf, steadyWords } from "../../../report/judgement.ts";
import { limitSaid } from "../../../report/limitsSaid.ts";
import { lowReliabilityWords } from "../../../report/lowReliability.ts";
import { monthInParts, partsSaid, targetsSaid } from "../../../report/monthInParts.ts";
import { commentsOnMonth } from "../../../report/officeNotes.ts";
import { isPageOff, pageName } from "../../../report/pageNames.ts";
import { allSaid, resting, said, saidHtml } from "../../../report/said.ts";
import type { Series, Site } from "../../../report/series.ts";
import { signalIn } from "../../../report/signals.ts";
import { verdictOfMonth } from "../../../report/verdictOfMonth.ts";
import { noFigureWords, targetWords } from "../../../report/words.ts";
import { decisionsSection } from "../../components/brief/decisions.ts";
import { headlinesSection } from "../../components/brief/headlines.ts";
import { newSection } from "../../components/brief/newSince.ts";
import { restatedSection } from "../../components/brief/restated.ts";
import { hasLimits, noneOf, unusualWords } from "../../components/brief/told.ts";
import type { PageContent } from "../../components/layout.ts";
import { columnHeads, fullRow, runIn } from "../../components/summary.ts";
import { signsKey } from "../../components/verdict.ts";
import type { PageModule } from "../../pageModule.ts";

/** Rows drawn in full; the others have a line each. */
const mostFailing = 4;
const mostChanged = 3;

/** What the month comes to, each measure with the way to its page. */
function verdictSection(site: Site): Content {
  const told = verdictOfMonth(
    site,
    ({ definition }) => html`<a href="./measures/${definition.id}.html">${definition.title}</a>`,
  );
  return told.length === 0
    ? ""
    : html`
      <p class="lead verdict-of-month">
        ${allSaid(told)}
      </p>`;
}

/** The way to the cases to do on the newest day, by how many are over the longer limit. */
function toToday(site: Site): Content {
  const { today } = site.report.casework;
  if (!today || !hasCases(site.report) || isPageOff(site.report, "care")) return "";
  const over = today.work.filter(({ standing }) => standing === "over week 8").length;
  const day = today.day === site.report.asAt ? "" : `, as at ${formatDay(today.day)}`;
  const words = html`
    <span class="more-facts"><a href="./care/today.html">${pageName(site.report.pages, "care", "Today’s work")}</a>: </span><a href="./care/today.html#over-week-8">
      ${formatCount(over)} over ${limitSaid(site, "week 8")}
    </a>${day}`;
  return saidHtml(said(site, [{ list: "today" }], words));
}

/** The state of the data in a sentence or two: what is late, refused or set aside. */
function dataState(site: Site): Html {
  const { sources, refused, checks, asAt, asAtReason } = site.report;
  const { expected, current, due, late, never } = arrivalsOf(sources, asAt);
  const aside = sources.reduce((sum, source) => sum + source.rows_quarantined, 0);
  const empty = sources.reduce((sum, source) => sum + source.values_blanked, 0);
  const failing = checks.filter((check) => check.rows > 0);
  const ofSources =
    current === expected
      ? expected === 1
        ? html`The one source is up to date.`
        : html`All ${String(expected)} sources are up to date.`
      : html`
        ${plural(current, "source")} of ${String(expected)} up to date
        ${due.length > 0 ? html`; due later: ${nameSome(due)}` : ""}
        ${late.length > 0 ? html`; <strong>late: ${formatList(late)}</strong>` : ""}
        ${never.length > 0 ? html`; <strong>never received: ${nameSome(never)}</strong>` : ""}.`;
  const ofFiles = join(
    [
      refused.length > 0 ? html`<strong>${plural(refused.length, "file")} refused.</strong>` : "",
      aside > 0 ? html`<span class="more-facts">${plural(aside, "row")} set aside.</span>` : "",
      empty > 0 ? html`<span class="more-facts">${plural(empty, "value")} left empty.</span>` : "",
    ].filter((part) => part !== ""),
    " ",
  );
  const parts = [
    said(site, [{ build: "sources" }], ofSources),
    said(site, [{ build: "files" }], ofFiles.text === "" ? "" : ofFiles),
    lowReliabilityWords(site),
    said(
      site,
      [{ build: "checks" }],
      failing.length > 0 ? `${plural(failing.length, "check")} to look at.` : "",
    ),
  ];
  return html`
    <p class="data-state">
      As at <strong>${formatDay(asAt)}</strong>${asAtReason ? html`<span class="more-facts">, ${saidHtml(said(site, [{ build: "sources" }], asAtReason))}</span>` : ""}. ${allSaid(parts)} <a href="./data.html">
        State of the data
      </a>.
    </p>`;
}

function section(title: string, explanation: Content, content: Content): Html {
  return html`
    <section class="agenda">
      <h2>${title} <span class="explain">${explanation}</span></h2>
      ${content}
    </section>`;
}

function aimWords({ definition }: Series): string {
  const { target, unit } = definition;
  if (!target) return "";
  return `${target.assumed ? "assumed " : ""}${targetWords(target, unit)}`;
}

/** Since when, or where it lies: 'since Jun 2021', 'beyond limit'. */
function changeWords(series: Series): string {
  const signal = signalIn(series);
  if (!signal) return aimWords(series);
  if (signal.rule === "step") return `since ${formatShortMonth(signal.since)}`;
  if (signal.rule === "outside") return "beyond limit";
  if (signal.shift) return `since ${formatShortMonth(signal.shift.since)}`;
  return signal.rule === "two-of-three" ? "near limit" : `since ${formatShortMonth(signal.since)}`;
}

function fullRows(site: Site, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const rows = series.map((one) => html`<li>${fullRow(site, one, "./", { isBrief: true, says: true })}</li>`);
  return html`${columnHeads(site.month)}<ul class="rows">${rows}</ul>`;
}

interface Part {
  title: string;
  explanation: string;
  series: readonly Series[];
  aside: (series: Series) => Content;
}

/** Measures run together, after what they have in common. */
function groupedLines(site: Site, parts: readonly Part[]): Content {
  const lists = parts.flatMap(({ title, explanation, series, aside }) =>
    series.length === 0
      ? []
      : [
          html`
            <section class="line-group"${resting(site, ...series)}>
              <h3>${title} <span class="gist">${explanation}</span></h3>
              <ul class="run">${series.map((one) => runIn(site, one, "./", aside(one)))}</ul>
            </section>`,
        ],
  );
  return lists.length === 0 ? "" : html`<div class="line-groups">${lists}</div>`;
}

function failingSection(site: Site, series: readonly Series[]): Html {
  if (series.length === 0) {
    const aimed = site.series.filter(({ definition }) => definition.target !== null);
    const words = noneOf("none", site, ({ latest }) => (latest?.assurance ?? "") !== "", aimed);
    return section("Reliably missing a target", words, "");
  }
  const rest = series.slice(mostFailing);
  const more = { title: "And also", explanation: "", series: rest, aside: changeWords };
  return section(
    "Reliably missing a target",
    saidHtml(said(site, series, "met in no month or hardly any: it won’t be met by waiting")),
    html`${fullRows(site, series.slice(0, mostFailing))}${groupedLines(site, [more])}`,
  );
}

/** Measures by which way they went, each with since when. */
function partsByWay(series: readonly Series[], [worse, better]: readonly [string, string]): Part[] {
  const part = (title: string, variation: string): Part => ({
    title,
    explanation: "",
    series: series.filter((one) => signalIn(one)?.variation === variation),
    aside: changeWords,
  });
  return [
    part(worse, "concern"),
    part(better, "improvement"),
    part("Unusually high", "high"),
    part("Unusually low", "low"),
  ];
}

/** The gravest and the first of the better in full; the others in a line, under what they are. */
function changedSection(site: Site, series: readonly Series[]): Html {
  if (series.length === 0) {
    const words = noneOf("nothing", site, hasLimits, site.series);
    return section("Really changed", words, "");
  }
  const of = (attention: Attention) => series.filter((one) => attentionOf(one) === attention);
  const better = of("better").slice(0, 1);
  const full = [...of("worse").slice(0, mostChanged - better.length), ...better];
  const left = series.filter((one) => !full.includes(one));
  const parts = partsByWay(left, ["Also worse", "Also better"]);
  return section(
    "Really changed",
    saidHtml(said(site, series, "more than chance explains")),
    html`${fullRows(site, full)}${groupedLines(site, parts)}${signsKey()}`,
  );
}

/** What changed more than a year ago and is so since, a line to a measure: no news, and in force. */
function stillSoSection(site: Site, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const parts = partsByWay(series, ["Worse", "Better"]);
  return section(
    "Still so",
    saidHtml(said(site, series, "changed before the last twelve months, and so since")),
    groupedLines(site, parts),
  );
}

/** What is steady, a line to a measure, under how it stands against its target. */
function steadySection(site: Site, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const part = (title: string, explanation: string, words: readonly string[]): Part => ({
    title,
    explanation,
    series: series.filter((one) => words.includes(steadyWords(one))),
    aside: aimWords,
  });
  const parts = [
    part("Missed", "too few months to say more", ["missed"]),
    part("Hit or miss", "met in some months, missed in others", ["hit or miss"]),
    part("Can’t tell yet", "too few sampled, provisional, or with rows that can’t be used", [
      "can’t tell yet",
    ]),
    part("Met", "in nearly every month", ["reliably met"]),
    part("Met this month", "too few months to say more", ["met"]),
  ];
  const others = part("No target", "", ["no target"]);
  const folded =
    others.series.length === 0
      ? ""
      : html`
        <details class="line-group">
          <summary>
            ${unusualWords(site, others.series)}
          </summary>
          <ul class="run">${others.series.map((one) => runIn(site, one, "./", ""))}</ul>
        </details>`;
  return section(
    "Steady",
    saidHtml(
      series.some(hasLimits)
        ? said(site, series.filter(hasLimits), "moving only as chance would have it")
        : said(site, series, "too early to tell what is chance"),
    ),
    html`${groupedLines(site, parts)}${folded}`,
  );
}

function missingSection(site: Site, month: string, series: readonly Series[]): Content {
  if (series.length === 0) return "";
  const reasons = [...new Set(series.map(noFigureWords))];
  const lines = reasons.map((why) => {
    const own = series.filter((one) => noFigureWords(one) === why);
    return html`
      <li${resting(site, ...own)}>
        <p>${why}</p>
        <ul class="run">${own.map((one) => html`<li${resting(site, one)}><a href="./measures/${one.definition.id}.html">${one.definition.title}</a></li>`)}</ul>
      </li>`;
  });
  return section(
    `No figure for ${month}`,
    "a figure that is missing is not a zero",
    html`<ul class="reasons">${lines}</ul>`,
  );
}

/**
 * The page read before the meeting, in the order of what matters: what needs a decision; what reliably misses its target, the office’s own
 * targets first; what really changed, for the worse, then for the better, then merely unusual; and in a few words what
 * is steady; what was said last month and is no longer so. Every measure has its line in one of these.
 */
function briefPage(site: Site): PageContent {
  const month = formatMonth(site.month);
  const parts = monthInParts(site);
  const changed = [...parts.worse, ...parts.better, ...parts.unusual];
  const hasPresent = hasCases(site.report) && !isPageOff(site.report, "present");
  const name = pageName(site.report.pages, "present", "Present");
  const ways = [
    hasPresent ? html`<a class="to-present" href="./present.html">${name}</a>` : "",
    hasCases(site.report) && !isPageOff(site.report, "earlier")
      ? html`<a href="./earlier/index.html">${pageName(site.report.pages, "earlier", "Earlier months")}</a>`
      : "",
    toToday(site),
  ].filter((way) => way !== "");
  const body = html`
    <div class="brief">
      <div class="brief-head">
        <h1>Assurance brief, ${month}</h1>
        ${ways.length > 0 ? html`<ul class="ways">${ways.map((way) => html`<li>${way}</li>`)}</ul>` : ""}
      </div>
      ${verdictSection(site)}
      ${commentsOnMonth(site)}
      ${dataState(site)}
      <div class="first-screen">
        ${decisionsSection(site)}
        <div>
          ${newSection(site)}
          ${headlinesSection(site)}
        </div>
      </div>
      ${failingSection(site, parts.failing)}
      ${changedSection(site, changed)}
      ${stillSoSection(site, parts["still so"])}
      ${steadySection(site, parts.steady)}
      ${restatedSection(site)}
      ${missingSection(site, month, parts["no figure"])}
      <p class="note" id="counted">
        ${allSaid([...partsSaid(site), ...targetsSaid(site)])}
      </p>
      <p class="quiet note">
        All ${plural(site.series.length, "measure")} are under <a href="./measures/index.html">Measures</a>.
        A change is called real only where a rule of its control chart says
        so: <a href="./how-to-read.html">how to read the figures</a>.
      </p>
    </div>`;
  return { title: `Assurance brief, ${month}`, body, scripts: ["brief"] };
}

export default {
  menu: { place: 1, name: "Brief" },
  make: briefPage,
} satisfies PageModule;
