import { addDays } from "../../../../../loaders/dates.ts";
import { otherStandings, standings, type Today } from "../../../../casework/today.ts";
import { formatCount, formatDay, formatList, formatWeekday } from "../../../../report/format.ts";
import { missingWords, notRecordedWords } from "../../../../report/held.ts";
import { type Content, type Html, html } from "../../../../report/html.ts";
import { isPageOff, pageName } from "../../../../report/pageNames.ts";
import { allSaid, said, saidHtml, untold } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { nameDays } from "../../../../warehouse/daysInWords.ts";
import { loadsBesideUsual } from "../../../components/care/besideUsual.ts";
import { movesForecast } from "../../../components/care/moves.ts";
import { neverDone } from "../../../components/care/neverDone.ts";
import { teamName } from "../../../components/care/teamName.ts";
import { groupId, inNone, recordedOf, workGroup, workGroupName } from "../../../components/care/workList.ts";
import { type PageContent, trail } from "../../../components/layout.ts";
import type { PageModule } from "../../../pageModule.ts";

/** Which cases there are to do, each count leading to its group; and how many there are besides. */
function lead(site: Site, today: Today): Html {
  const countOf = (standing: string) => today.work.filter((one) => one.standing === standing).length;
  const groups = standings.map((standing, index) => {
    const count = countOf(standing);
    const noun = index === 0 ? (count === 1 ? " case" : " cases") : "";
    return html`
      <a href="#${groupId(standing)}"><strong data-count-of="${groupId(standing)}">${formatCount(count)}</strong>${noun} ${workGroupName(site, standing, today)}</a>`;
  });
  const others = otherStandings.reduce((sum, standing) => sum + countOf(standing), 0);
  const [first, second, third] = groups;
  const rest = html`<a href="#others" data-of-all>${formatCount(others)} ${others === 1 ? "is" : "are"} in none of these</a>.`;
  const sentence = html`${first}, ${second}, ${third}; ${rest}`;
  return html`
    <p class="lead">
      ${saidHtml(said(site, [{ list: "today" }], sentence))}
    </p>`;
}

/** Days before the last that no extract of feedback covers, though earlier and later ones are. */
function gapsBefore({ report }: Site, { day }: Today): { from: string; to: string }[] {
  const spans = report.coverage
    .filter(({ contract, from }) => contract === "feedback" && from <= day)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return spans.slice(1).flatMap(({ from }, index) => {
    const before = spans[index]?.to ?? from;
    return [{ from: addDays(before, 1), to: addDays(from, -1) }];
  });
}

/** What the page's day is beside the reported one and the newest receipt, and what of feedback hasn't come. */
function stateOfDay(site: Site, today: Today): Html {
  const { asAt, receivedTo, sources } = site.report;
  const { day } = today;
  const newer =
    day === asAt
      ? `Figures on other pages are as at the same day.`
      : `Figures on other pages are as at ${formatDay(asAt)}, ${day > asAt ? "before" : "after"} it.`;
  const since =
    receivedTo !== null && receivedTo > addDays(day, 1)
      ? html`The newest extract of anything came on <strong>${formatDay(receivedTo)}</strong>: what was allocated or closed since ${formatDay(day)} isn’t known.`
      : "";
  const late = sources.filter(({ contract, is_late }) => contract === "feedback" && is_late);
  const lateWords =
    late.length > 0
      ? html`<strong>Late: ${formatList(late.map(({ id }) => id.replaceAll("_", " ")))}.</strong>`
      : "";
  const gaps = gapsBefore(site, today);
  const gapWords =
    gaps.length > 0
      ? `No extract of feedback that was loaded covers ${formatList(gaps.map(nameDays))}: what was allocated or closed then may be missing.`
      : "";
  const parts: Content[] = [
    html`The newest extract of feedback is to <strong>${formatDay(day)}</strong>. ${newer}`,
    since,
    gapWords,
  ];
  const toMonth = isPageOff(site.report, "feedback")
    ? ""
    : html`<a href="../feedback.html">${teamName(site)}, as at ${formatDay(asAt)}</a>`;
  return html`
    <p class="data-state">
      ${allSaid([
        ...parts.map((part) => said(site, [{ build: "files" }], part)),
        said(site, [{ build: "sources" }], lateWords),
        said(site, [{ list: "today" }], toMonth),
      ])}
    </p>`;
}

/** What of a case the office doesn't record, so that there is no column or filter of it. */
function notRecorded(site: Site, { day }: Today): Content {
  const lines = ["officer", "team", "category"].flatMap((name) => {
    const why = notRecordedWords(site, name, day);
    return why === null ? [] : [html`<li>Not held by ${name}: ${why}</li>`];
  });
  return lines.length === 0 ? "" : html`<ul class="lines plain not-recorded">${lines}</ul>`;
}

const pageTitle = ({ report }: Site) => pageName(report.pages, "care", "Today’s work");

const steps = [{ href: "../index.html", name: "Brief" }];

function nothingHeld(site: Site): PageContent {
  const why =
    missingWords(site, "open") ?? missingWords(site, "today") ?? "Not loaded: no extract of feedback was.";
  const words = `${why} So which cases are late, due or to be moved can’t be told.`;
  return {
    title: pageTitle(site),
    body: html`
      ${trail(steps)}
      <h1>${pageTitle(site)}</h1>
      <p class="lead">${saidHtml(untold(site, [{ list: "open" }], words))}</p>`,
  };
}

/**
 * The page of whoever decides on a day who works on what: the cases over their limits and those about to be, who has too many and who has room,
 * and what was owed and never done, as at the newest day that feedback is known of. Its filters keep the page's address.
 */
function todayPage(site: Site): PageContent {
  const { today } = site.report.casework;
  const isLoaded = site.report.coverage.some(({ contract }) => contract === "feedback");
  if (!today || !isLoaded) return nothingHeld(site);
  const title = `${pageTitle(site)}, as at ${formatWeekday(today.day)} ${today.day.slice(0, 4)}`;
  const names = ["group", ...recordedOf(site, today)].join(" ");
  const filters = today.work.some(({ standing }) => standings.some((one) => one === standing))
    ? html`<div data-filter="${names}" data-noun="case to do" data-buttons="group team category"></div>`
    : "";
  return {
    title,
    body: html`
      ${trail(steps)}
      <h1>${title}</h1>
      ${lead(site, today)}
      ${stateOfDay(site, today)}
      ${notRecorded(site, today)}
      ${filters}
      ${standings.map((standing) => workGroup(site, today, standing))}
      ${inNone(site, today)}
      ${loadsBesideUsual(site, today)}
      ${movesForecast(site, today)}
      ${neverDone(site, today)}`,
    scripts: ["filter"],
  };
}

export default {
  listsCases: true,
  menu: { place: 1.5, name: (_, { report }) => pageName(report.pages, "care", "Today") },
  make: todayPage,
} satisfies PageModule;
