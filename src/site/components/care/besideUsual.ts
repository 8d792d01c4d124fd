import { standings, type Today } from "../../../casework/today.ts";
import {
  daysToFalseMark,
  type OfficerLoad,
  type UsualLoad,
  wholeLoad,
} from "../../../casework/usualLoads.ts";
import { capitalise, formatCount, plural } from "../../../report/format.ts";
import { notRecordedWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { countCell, signalled } from "../clock.ts";
import { dataTable } from "../dataTable.ts";
import { loadBar } from "./officers.ts";
import { rowData } from "./rowData.ts";
import { workGroupName } from "./workList.ts";

/** What is said of a load beside the usual one: only what chance doesn't explain has a sign. */
function signWords({ sign, room, open_cases }: OfficerLoad, usual: UsualLoad | null): Content {
  if (usual === null) return "";
  if (sign === "over") return signalled(true, "over the usual load");
  const above = open_cases - wholeLoad(usual);
  const full = above > 0 ? `${formatCount(above)} above usual, within chance` : "the usual load";
  const words = room > 0 ? `room for ${formatCount(room)}` : full;
  return sign === "under" ? html`<strong>${words}</strong>` : html`<span class="quiet">${words}</span>`;
}

/** How many cases are with nobody whose name is recorded. */
function nobodys({ work }: Today): number {
  return work.filter(({ officer, allocated_on }) => allocated_on !== null && officer === "not recorded")
    .length;
}

function usualWords(today: Today): string {
  const { usual, loads } = today;
  if (usual === null)
    return "What the usual load is can’t be told: at no month end of the year before did an officer have a case.";
  const has = (sign: OfficerLoad["sign"]) => loads.some((one) => one.sign === sign);
  const chance = `which one of the ${plural(loads.length, "officer")} would have by chance on fewer than one day in ${formatCount(daysToFalseMark)}.`;
  const over = `${has("over") ? "Marked are those with" : "Nobody is marked: nobody has"} more than ${formatCount(usual.upper)} cases`;
  const under = has("under")
    ? ` In bold is the room of those with fewer than ${formatCount(usual.lower)}, as rarely by chance.`
    : "";
  const cases = formatCount(Math.round(usual.cases * 10) / 10);
  const whole = `room is counted up to ${formatCount(wholeLoad(usual))}`;
  return `The usual load is ${cases} cases, the mean of ${plural(usual.months, "month end")} before; ${whole}. ${over}, ${chance}${under}`;
}

function table(site: Site, today: Today): Html {
  const { loads, usual } = today;
  const most = Math.max(1, usual?.cases ?? 0, ...loads.map(({ open_cases }) => open_cases)) * 1.02;
  const hasTeam = notRecordedWords(site, "team", today.day) === null;
  const name = (one: OfficerLoad): Content => html`<span data-pick="officer">${one.officer}</span>`;
  return dataTable(
    html`<span class="unseen">Open cases of each officer beside the usual load, the most first</span>`,
    [
      { label: "Officer" },
      ...(hasTeam ? [{ label: "Team" }] : []),
      { label: "Open", numeric: true },
      { label: "Beside the usual load" },
      ...standings.map((one) => ({ label: capitalise(workGroupName(site, one, today)), numeric: true })),
    ],
    loads.map((one): Content[] => [
      name(one),
      ...(hasTeam ? [one.team ?? "not recorded"] : []),
      formatCount(one.open_cases),
      html`
        <span class="beside-usual">
          ${loadBar(one.open_cases, usual?.cases ?? null, most)} ${signWords(one, usual)}
        </span>`,
      countCell(one.over_week_8_cases),
      countCell(one.due_cases),
      countCell(one.over_day_20_cases),
    ]),
    "loads to-do",
    loads.map(({ officer, team }) =>
      rowData("officer", { officer, ...(hasTeam ? { team: team ?? "not recorded" } : {}) }),
    ),
  );
}

/** Who is over the office's usual load, and who has room. */
export function loadsBesideUsual(site: Site, today: Today): Html {
  const { loads, day } = today;
  const missing = notRecordedWords(site, "officer", day);
  const heading = html`
    <h2>
      Who has too much, and who has room <span class="explain">open cases of each officer; the mark on a line is the usual load</span>
    </h2>`;
  if (missing !== null)
    return html`
      <section class="agenda" id="loads">${heading}<p class="says">Not held by officer: ${missing}</p></section>`;
  const { basis, content } = listed(
    site,
    { list: "today", rows: loads.length },
    "No feedback case is open with an officer.",
    () => html`<p class="says">${usualWords(today)}</p>${table(site, today)}`,
  );
  const unnamed = nobodys(today);
  const rest =
    unnamed === 0
      ? ""
      : html`<p class="quiet">${plural(unnamed, "open case")} ${unnamed === 1 ? "is" : "are"} of an officer who isn’t recorded, and in no load.</p>`;
  return html`<section class="agenda" id="loads" data-group${basis}>${heading}${content}${rest}</section>`;
}
