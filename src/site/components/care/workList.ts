import type { Standing, Today, WorkCase } from "../../../casework/today.ts";
import {
  capitalise,
  formatCount,
  formatShortDay,
  formatShortWeekday,
  formatWeekday,
  plural,
} from "../../../report/format.ts";
import { notRecordedWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitDaySaid, limitOf, limitSaid, toLimitDay } from "../../../report/limitsSaid.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { clockWords } from "../clock.ts";
import { dataTable, type TableColumn } from "../dataTable.ts";
import { rowData } from "./rowData.ts";

/** Where a group stands on the page. */
export const groupId = (standing: Standing): string => standing.replaceAll(" ", "-");

/** What a group is called: 'over 8 weeks', 'due by Friday 1 April', 'over 20 working days'. */
export function workGroupName(site: Site, standing: Standing, { week_ends_on }: Today): string {
  if (standing === "over week 8") return `over ${limitSaid(site, "week 8")}`;
  return standing === "over day 20"
    ? `over ${limitSaid(site, "day 20")}`
    : `due by ${formatWeekday(week_ends_on)}`;
}

/** The dimensions of a case that the office records on the day, of those that a page may be filtered by. */
export const recordedOf = (site: Site, { day }: Today): string[] =>
  ["team", "officer", "category"].filter((name) => notRecordedWords(site, name, day) === null);

const explains = (site: Site): Record<Standing, string> => ({
  "over week 8": "from allocation; the longest over first",
  "due this week": `the day on which they reach ${limitDaySaid(site, "day 20")} or ${limitDaySaid(site, "week 8")}, or a day off after it; the soonest first`,
  "over day 20": "from allocation, and neither of these; the longest over first",
});

/** How a clock stands, without a sign: all of a group are over, or none. */
const left = (days: number | null): Content =>
  days === null ? "" : days < 0 ? `${formatCount(-days)} over` : clockWords(days);

interface Shown extends TableColumn {
  cell: (one: WorkCase) => Content;
}

/** The longest name of a team that is kept on one line, in characters. */
const shortTeam = 16;

function columnsOf(
  site: Site,
  standing: Standing,
  recorded: readonly string[],
  cases: readonly WorkCase[],
): Shown[] {
  const haveShortTeams = cases.every(({ team }) => team.length <= shortTeam);
  const own = (name: string, column: Shown): Shown[] => (recorded.includes(name) ? [column] : []);
  const due: Shown = {
    label: "Due",
    cell: ({ next_limit, limit_on }) =>
      next_limit === null || limit_on === null
        ? ""
        : html`<span class="short"><strong>${capitalise(limitDaySaid(site, next_limit))}</strong>, ${formatShortWeekday(limit_on)}</span>`,
  };
  return [
    { label: "Case", cell: ({ feedback_reference }) => feedback_reference },
    ...(standing === "due this week" ? [due] : []),
    ...own("officer", { label: "Officer", isShort: true, cell: ({ officer }) => officer }),
    ...own("team", { label: "Team", isShort: haveShortTeams, cell: ({ team }) => team }),
    ...own("category", { label: "Category", cell: ({ category }) => capitalise(category) }),
    { label: "Stage", cell: ({ stage }) => capitalise(stage) },
    {
      label: "Allocated",
      isShort: true,
      cell: ({ allocated_on }) => (allocated_on === null ? "" : formatShortDay(allocated_on)),
    },
    {
      label: "Working days used",
      numeric: true,
      cell: ({ working_days_used }) => (working_days_used === null ? "" : formatCount(working_days_used)),
    },
    {
      label: toLimitDay(site, "day 20"),
      numeric: true,
      cell: ({ days_left_to_day_20 }) => left(days_left_to_day_20),
    },
    {
      label: toLimitDay(site, "week 8"),
      numeric: true,
      cell: ({ days_left_to_week_8 }) => left(days_left_to_week_8),
    },
  ];
}

/** What the filter of the page reads of a case. */
const valuesOf = (one: WorkCase, group: string, recorded: readonly string[]): Record<string, string> => {
  const { team, officer, category } = one;
  const all: Record<string, string> = { group, team, officer, category };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => name === "group" || recorded.includes(name)),
  );
};

function table(site: Site, today: Today, standing: Standing, cases: readonly WorkCase[]): Html {
  const recorded = recordedOf(site, today);
  const columns = columnsOf(site, standing, recorded, cases);
  const name = workGroupName(site, standing, today);
  return dataTable(
    html`
      <span class="unseen">
        Cases ${name}: working days used and left to ${limitDaySaid(site, "day 20")}, calendar days left to ${limitDaySaid(site, "week 8")}
      </span>`,
    columns,
    cases.map((one) => columns.map(({ cell }) => cell(one))),
    "cases to-do",
    cases.map(
      (one) => html` id="${one.feedback_reference}"${rowData("case to do", valuesOf(one, name, recorded))}`,
    ),
  );
}

/** Whether the office has set the limit that a group goes by; the second goes by either. */
const isSet = (site: Site, standing: Standing): boolean => {
  const [day, week] = [limitOf(site, "day 20"), limitOf(site, "week 8")];
  if (standing === "due this week") return day !== undefined || week !== undefined;
  return (standing === "over week 8" ? week : day) !== undefined;
};

/** One of the three groups of the work list, worst first. */
export function workGroup(site: Site, today: Today, standing: Standing): Html {
  const cases = today.work.filter((one) => one.standing === standing);
  const name = workGroupName(site, standing, today);
  const nothing = isSet(site, standing)
    ? `No case is ${name}.`
    : "Not held: this office has set no such limit.";
  const { basis, content } = listed(site, { list: "today", rows: cases.length }, nothing, () =>
    table(site, today, standing, cases),
  );
  return html`
    <section class="agenda work-group" id="${groupId(standing)}" tabindex="-1" data-group${basis}>
      <h2>
        ${capitalise(name)} <span class="count" data-count>${plural(cases.length, "case")}</span> <span class="explain">${explains(site)[standing]}</span>
      </h2>
      ${content}
    </section>`;
}

const whyNone: Record<string, string> = {
  "in time": "in time, and due later",
  "waits to be allocated": "not allocated yet, so on no clock from allocation",
  "no limit set": "of no group: this office has set no limit from allocation",
  "receipt not known": "the day of receipt can’t be read, and they aren’t allocated",
  "allocation not known": "the day of allocation can’t be read",
  "closing not known": "the day of closing can’t be read, so whether they are open isn’t known",
};

/** How many cases are in none of the groups, by why. */
export function inNone(site: Site, { work }: Today): Html {
  const lines = Object.entries(whyNone).flatMap(([standing, words]) => {
    const cases = work.filter((one) => one.standing === standing);
    if (cases.length === 0) return [];
    const isNamed = standing.endsWith("not known");
    const names = isNamed
      ? html`: ${cases.map(({ feedback_reference }) => feedback_reference).join(", ")}`
      : "";
    return [
      html`<li data-standing="${standing}"><strong>${formatCount(cases.length)}</strong> ${words}${names}</li>`,
    ];
  });
  const { basis, content } = listed(
    site,
    { list: "today", rows: lines.length },
    "Every open case is in one of the groups above.",
    () => html`<ul class="lines plain">${lines}</ul>`,
  );
  return html`
    <section class="agenda" id="others"${basis}>
      <h2>In none of these <span class="explain">every other case that isn’t known to be closed, and why</span></h2>
      ${content}
    </section>`;
}
