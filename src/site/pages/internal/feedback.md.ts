import type { OpenFeedback } from "../../../casework/feedback.ts";
import { daysSoon } from "../../../casework/limits.ts";
import { formatCount, formatDay, formatSmall, lowerFirst, nounFor, plural } from "../../../report/format.ts";
import { missingWords, yearBegins } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitSaid } from "../../../report/limitsSaid.ts";
import { isPageOff } from "../../../report/pageNames.ts";
import { allSaid, said, saidHtml, untold } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dueSoon } from "../../components/care/dueSoon.ts";
import { forecastBreaches } from "../../components/care/forecastBreaches.ts";
import { officers } from "../../components/care/officers.ts";
import { queue } from "../../components/care/queue.ts";
import { samplesOwed } from "../../components/care/samples.ts";
import { teamName } from "../../components/care/teamName.ts";
import { type PageContent, trail } from "../../components/layout.ts";
import type { PageModule } from "../../pageModule.ts";

const count = (cases: readonly OpenFeedback[], keep: (one: OpenFeedback) => boolean) =>
  cases.filter(keep).length;

/** The week in a few sentences, each leading to its part of the page. */
function lead(site: Site): Html {
  const { feedback, queue: waiting, samples, clocks } = site.report.casework;
  const ahead = daysSoon({ clocks });
  const officerCount = new Set(feedback.map(({ officer }) => officer)).size;
  const soon = count(feedback, ({ next_limit }) => next_limit !== null);
  const past20 = count(feedback, ({ days_left_to_day_20 }) => days_left_to_day_20 < 0);
  const past8 = count(feedback, ({ days_left_to_week_8 }) => days_left_to_week_8 < 0);
  const longest = Math.max(0, ...waiting.map(({ age_days }) => age_days));
  const owed = samples.filter(({ falls }) => falls === "in the last 12 months").length;
  const notHeld = missingWords(site, "open");
  const noSamples = missingWords(site, "samples", yearBegins(site));
  const wait =
    waiting.length === 0
      ? "None waits to be allocated."
      : html`
        <a href="#queue">
          ${plural(waiting.length, "case")} ${waiting.length === 1 ? "waits" : "wait"} to be allocated
        </a>, the longest for ${plural(longest, "day")}.`;
  const open = html`
    <a href="#officers">${plural(feedback.length, "feedback case")}</a> ${feedback.length === 1 ? "is" : "are"} open
    with ${plural(officerCount, "officer")}.`;
  const limits = html`
    <a href="#soon">
      <strong>${formatCount(soon)}</strong> ${soon === 1 ? "reaches" : "reach"} a limit in the next ${formatSmall(ahead)} ${nounFor(ahead, "working days")}
    </a>; ${formatCount(past20)} past ${limitSaid(site, "day 20")} from allocation, ${formatCount(past8)} of them past ${limitSaid(site, "week 8")}.`;
  const sampling = html`
    <a href="#samples">${plural(owed, "quality sample")}</a> of the last 12 months ${owed === 1 ? "is" : "are"} owed.`;
  const ofCases = [{ list: "open" }, { list: "queue" }] as const;
  const ofSamples = [{ list: "samples", from: yearBegins(site) }] as const;
  const cases =
    notHeld === null
      ? said(site, ofCases, html`${open} ${limits} ${wait}`)
      : untold(site, ofCases, html`<strong>Feedback cases:</strong> ${lowerFirst(notHeld)}`);
  const read =
    noSamples === null
      ? said(site, ofSamples, sampling)
      : untold(site, ofSamples, html`<strong>Quality samples:</strong> ${lowerFirst(noSamples)}`);
  return html`
    <p class="lead" data-of-all>
      As at <strong>${formatDay(site.report.asAt)}</strong>. ${allSaid([cases, read])}
    </p>`;
}

/** The way to the work of the newest day, which may be after this page's. */
function toToday(site: Site): Content {
  const { today } = site.report.casework;
  if (!today || isPageOff(site.report, "care")) return "";
  const words = html`<a href="./care/today.html">Today’s work</a>, as at ${formatDay(today.day)}`;
  return html`<p class="data-state">${saidHtml(said(site, [{ list: "today" }], words))}</p>`;
}

/**
 * The page of whoever heads the feedback team: what falls due soon, each officer's open cases
 * and caseload, the queue, and the samples owed. Its filters keep the page's address.
 */
function feedbackPage(site: Site): PageContent {
  const { feedback } = site.report.casework;
  const filters =
    feedback.length > 0 ? html`<div data-filter="team officer category" data-noun="open case"></div>` : "";
  return {
    title: `${teamName(site)}, ${formatDay(site.report.asAt)}`,
    body: html`
      ${trail([{ href: "./index.html", name: "Brief" }])}
      <h1>${teamName(site)}</h1>
      ${lead(site)}
      ${toToday(site)}
      ${filters}
      ${dueSoon(site)}
      ${officers(site, feedback)}
      ${forecastBreaches(site)}
      ${queue(site)}
      ${samplesOwed(site)}`,
    scripts: ["filter"],
  };
}

export default {
  listsCases: true,
  menu: { place: 2, name: (_, site) => teamName(site) },
  make: feedbackPage,
} satisfies PageModule;
