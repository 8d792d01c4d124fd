import { monthsBefore } from "../../../../loaders/dates.ts";
import { closedBy, survivalOf, type WatchedFeedback } from "../../../casework/timeToClose.ts";
import { type ClosingCurve, drawClosing } from "../../../charts/closing.ts";
import { formatCount, formatGroup, formatList, formatMonth, plural } from "../../../report/format.ts";
import { missingWords, yearBegins } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitOf } from "../../../report/limitsSaid.ts";
import { partlyLoaded, resting, said, saidHtml } from "../../../report/said.ts";
import { measureIds, type Site } from "../../../report/series.ts";
import { dataTable } from "../dataTable.ts";

/** The measure whose median the curve reads at a half. */
export const timeToCloseMeasure = "feedback-time-to-close";

const tableDays = [5, 10, 15, 20, 30, 40];
const mostTeams = 3;
const longestDrawn = 60;

const countOf = (watched: readonly WatchedFeedback[], end?: WatchedFeedback["end"]) =>
  watched.reduce((sum, one) => sum + (end === undefined || one.end === end ? one.cases : 0), 0);

/** A share of 0 to 1 as a whole percentage; never all or nothing unless it is. */
function share(value: number): string {
  if (value > 0 && value < 0.005) return "under 1%";
  if (value < 1 && value > 0.995) return "over 99%";
  return `${Math.round(value * 100)}%`;
}

/** Working days from allocation within which feedback is to be closed (Service Model: 20); null where the office has set none. */
function dayLimit(site: Site): number | null {
  const limit = limitOf(site, "day 20");
  return limit?.counted_in === "working days" ? limit.days : null;
}

/**
 * What the curve says, in a sentence: 'Half of feedback is closed by working day 19; 57% by day 20; 10% is
 * still open at day 40'.
 * Says so where nothing was allocated, nothing has closed, or too little to know when half will have.
 */
export function closingFinding(watched: readonly WatchedFeedback[], limit: number | null): string {
  const cases = countOf(watched);
  if (cases === 0) return "No feedback case was allocated in the 12 months";
  if (countOf(watched, "closed") === 0)
    return cases === 1
      ? "The one case allocated isn’t closed yet"
      : `None of the ${formatCount(cases)} cases allocated is closed yet`;
  const { median } = survivalOf(watched);
  const half =
    median === null
      ? "Less than half of feedback has closed in the time seen so far"
      : `Half of feedback is closed by working day ${formatCount(median)}`;
  const inTime = limit === null ? null : closedBy(watched, limit);
  const late = closedBy(watched, 40);
  const parts = [
    half,
    inTime ? `${share(inTime.closed)} by day ${limit}` : "",
    late && late.closed < 1 ? `${share(1 - late.closed)} is still open at day 40` : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** The share still open day by day, as far as any case was watched. */
function curveOf(
  name: string,
  shortName: string,
  watched: readonly WatchedFeedback[],
  lastDay: number,
): ClosingCurve {
  const points = Array.from({ length: lastDay + 1 }, (_, day) => closedBy(watched, day)).flatMap((one) =>
    one
      ? [
          {
            day: one.day,
            open: 100 * (1 - one.closed),
            lower: one.upper === null ? null : 100 * (1 - one.upper),
            upper: one.lower === null ? null : 100 * (1 - one.lower),
          },
        ]
      : [],
  );
  return { name, shortName, points };
}

interface Team {
  name: string;
  shortName: string;
  watched: WatchedFeedback[];
}

/** The teams drawn beside the whole: none where there is one, or more than can be told apart. */
function teamsOf(watched: readonly WatchedFeedback[]): Team[] {
  const names = [...new Set(watched.map(({ team }) => team))].sort();
  if (names.length < 2 || names.length > mostTeams) return [];
  const words = names.map((name) => name.split(" "));
  const isShared = words.every((one) => one.length > 1 && one[0] === words[0]?.[0]);
  return names.map((team) => ({
    name: formatGroup(team),
    shortName: isShared ? (team.split(" ").at(-1) ?? team) : formatGroup(team),
    watched: watched.filter((one) => one.team === team),
  }));
}

/** Whose half closes when: 'Customer Care A by day 16, Customer Care B by day 17 and Customer Care C by day 28'. */
function teamWords(teams: readonly Team[]): string {
  const parts = teams.map(({ name, watched }) => {
    const { median } = survivalOf(watched);
    return median === null ? `${name} not yet` : `${name} by day ${formatCount(median)}`;
  });
  return parts.length === 0 ? "" : ` Half are closed: ${formatList(parts)}.`;
}

function closingTable(watched: readonly WatchedFeedback[], teams: readonly Team[], span: string): Html {
  const columns = [
    { label: "Working day" },
    { label: "Watched so long", numeric: true },
    { label: "Closed by then", numeric: true },
    { label: "95% interval", numeric: true },
    ...teams.map(({ name }) => ({ label: name, numeric: true })),
  ];
  const shown = (one: ReturnType<typeof closedBy>) => (one ? share(one.closed) : "not known yet");
  const rows = tableDays.map((day): Content[] => {
    const all = closedBy(watched, day);
    const hasInterval = all !== null && all.lower !== null && all.upper !== null;
    return [
      `Day ${day}`,
      formatCount(all?.atRisk ?? 0),
      html`<strong>${shown(all)}</strong>`,
      hasInterval ? `${share(all.lower ?? 0)} to ${share(all.upper ?? 0)}` : "",
      ...teams.map((team) => shown(closedBy(team.watched, day))),
    ];
  });
  return dataTable(`Share closed by each working day, allocated ${span}`, columns, rows);
}

/** The chart for a desk and for a phone, as far as most are watched; nothing where there is no curve to draw. */
function closingChart(
  watched: readonly WatchedFeedback[],
  teams: readonly Team[],
  finding: string,
  limit: number | null,
): Content {
  if (countOf(watched, "closed") === 0) return html`<p class="empty-chart">No case to draw a curve from.</p>`;
  const longest = Math.max(limit ?? 0, ...watched.map(({ days }) => days));
  const lastDay = Math.min(longestDrawn, Math.ceil(longest / 10) * 10);
  const curves = [
    curveOf("All", "All", watched, lastDay),
    ...teams.map((team) => curveOf(team.name, team.shortName, team.watched, lastDay)),
  ];
  const { median } = survivalOf(watched);
  const label = `Share of feedback still open by working day since allocation. ${finding}.${teamWords(teams)} The table that follows has the same figures.`;
  const chart = { curves, lastDay, limit, median, label };
  return html`${drawClosing(chart, "wide")}${drawClosing(chart, "narrow")}`;
}

/**
 * How long feedback takes to close, with open cases counted for as long as they have been open: the curve of the last
 * 12 months, in all and by team, its finding and its table. Nothing in the public edition.
 */
export function timeToClose(site: Site, { isLinked }: { isLinked: boolean }): Content {
  if (site.report.edition === "public") return "";
  const { watched } = site.report.casework;
  const span = `${formatMonth(monthsBefore(site.month, 11))} to ${formatMonth(site.month)}`;
  const year = { list: "closing", from: yearBegins(site) } as const;
  if (watched.length === 0 && missingWords(site, year.list, year.from) !== null)
    return html`<section class="panel closing"><h2>${saidHtml(said(site, [year], ""))}</h2></section>`;
  const basis = resting(site, { loadedOf: "closing" });
  const partly = partlyLoaded(site, year, "What follows is of what was loaded.");
  const finding = closingFinding(watched, dayLimit(site));
  const heading = html`
    <h2>${finding}</h2>
    <p class="says">
      Share of feedback cases still open, by working day since they were allocated, ${span}.
      ${teamWords(teamsOf(watched))}
    </p>
    ${partly}`;
  if (watched.length === 0) return html`<section class="panel closing"${basis}>${heading}</section>`;
  const teams = teamsOf(watched);
  const open = countOf(watched, "open");
  const withdrawn = countOf(watched, "withdrawn");
  const counted = `${plural(countOf(watched), "case")}: ${formatCount(countOf(watched, "closed"))} closed or passed on, ${formatCount(open)} still open, ${formatCount(withdrawn)} withdrawn.`;
  // An office may have switched the measure off.
  const link =
    isLinked && measureIds(site).includes(timeToCloseMeasure)
      ? html` <a href="./measures/${timeToCloseMeasure}.html">Time to close, month by month</a>`
      : "";
  const note = html`
    <figcaption>
      <p>
        ${counted} A case still open counts for as long as it has been open, and one withdrawn until it was
        withdrawn (Kaplan–Meier): leaving them out would make the office look quicker than it is. Shaded:
        the 95% interval of all of them (Greenwood).${link}
      </p>
    </figcaption>`;
  return html`
    <section class="panel closing"${basis}>
      ${heading}
      <figure class="big">${closingChart(watched, teams, finding, dayLimit(site))}${note}</figure>
      ${closingTable(watched, teams, span)}
    </section>`;
}
