import { type Caseload, type OpenFeedback, toCaseloads } from "../../../casework/feedback.ts";
import { capitalise, formatCount, formatShortDay, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitDaySaid, toLimitDay } from "../../../report/limitsSaid.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { targetWords } from "../../../report/words.ts";
import { clockWords, signalled } from "../clock.ts";
import { dataTable } from "../dataTable.ts";
import { rowData } from "./rowData.ts";

const columnsOf = (site: Site) => [
  { label: "Case" },
  { label: "Category" },
  { label: "Received", isShort: true },
  { label: "Allocated", isShort: true },
  { label: "Working days used", numeric: true },
  { label: toLimitDay(site, "day 20"), numeric: true },
  { label: `${capitalise(limitDaySaid(site, "week 8"))} ends`, isShort: true },
  { label: toLimitDay(site, "week 8"), numeric: true },
];

function caseTable(site: Site, officer: string, cases: readonly OpenFeedback[]): Html {
  const rows = cases.map((one): Content[] => [
    one.feedback_reference,
    capitalise(one.category),
    one.received_on === null ? "not recorded" : formatShortDay(one.received_on),
    formatShortDay(one.allocated_on),
    formatCount(one.working_days_used),
    clockWords(one.days_left_to_day_20),
    formatShortDay(one.week_8_on),
    clockWords(one.days_left_to_week_8),
  ]);
  const attributes = cases.map(
    ({ feedback_reference, team, officer, category }) =>
      html` id="${feedback_reference}"${rowData("open case", { team, officer, category })}`,
  );
  return dataTable(
    html`
      <span class="unseen">
        Open cases of ${officer}: working days left to ${limitDaySaid(site, "day 20")}, calendar days left to ${limitDaySaid(site, "week 8")}
      </span>`,
    columnsOf(site),
    rows,
    "cases",
    attributes,
  );
}

/** A bar as long as the caseload, with a mark at the caseload aimed at. */
export function loadBar(open: number, aim: number | null, most: number): Html {
  const place = (value: number) => Math.round((value / most) * 1000) / 10;
  const mark =
    aim === null
      ? ""
      : html`
        <line x1="${place(aim)}" x2="${place(aim)}" y1="0" y2="10" stroke="var(--ink)" stroke-width="2"
          vector-effect="non-scaling-stroke"></line>`;
  return html`
    <svg class="load" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect y="2" width="${place(open)}" height="6" fill="var(--axis)"></rect>
      ${mark}
    </svg>`;
}

function officerFold(
  site: Site,
  caseload: Caseload,
  cases: readonly OpenFeedback[],
  aim: number | null,
  most: number,
): Html {
  const { officer, open, due_soon, past_day_20, past_week_8 } = caseload;
  const isBelow = aim !== null && open < aim;
  return html`
    <details class="officer" data-group>
      <summary>
        <span class="name">${officer}</span> <span class="open">
          <strong data-count>${formatCount(open)}</strong> open
        </span> ${loadBar(open, aim, most)} <span class="below">
          ${isBelow ? signalled(true, `below ${String(aim)}`) : ""}
        </span> <span>
          ${due_soon > 0 ? html`<strong>${formatCount(due_soon)}</strong> due soon` : html`<span class="quiet">0 due soon</span>`}
        </span> <span class="${past_day_20 > 0 ? "" : "quiet"}">${formatCount(past_day_20)} past ${limitDaySaid(site, "day 20")}</span> <span>
          ${signalled(past_week_8 > 0, `${formatCount(past_week_8)} past ${limitDaySaid(site, "week 8")}`)}
        </span>
      </summary>
      <div class="folded">${caseTable(site, officer, cases)}</div>
    </details>`;
}

function teamSection(
  site: Site,
  team: string,
  caseloads: readonly Caseload[],
  feedback: readonly OpenFeedback[],
  aim: number | null,
  most: number,
): Html {
  const own = caseloads.filter((one) => one.team === team);
  const sum = (key: "open" | "past_day_20" | "past_week_8") =>
    own.reduce((total, one) => total + one[key], 0);
  const folds = own.map((caseload) =>
    officerFold(
      site,
      caseload,
      feedback.filter((one) => one.team === team && one.officer === caseload.officer),
      aim,
      most,
    ),
  );
  const said = [
    plural(own.length, "officer"),
    `${formatCount(sum("open"))} open`,
    `${formatCount(sum("past_day_20"))} past ${limitDaySaid(site, "day 20")}`,
    `${formatCount(sum("past_week_8"))} past ${limitDaySaid(site, "week 8")}`,
  ].join(", ");
  return html`
    <section data-group>
      <h3>
        ${team} <span class="explain">
          ${said}
        </span>
      </h3>
      ${folds}
    </section>`;
}

/** Each team's officers, a line each with their caseload against the one aimed at, which opens to their cases. */
export function officers(site: Site, feedback: readonly OpenFeedback[]): Html {
  const definition = site.byId.get("officer-caseload-lowest")?.definition;
  const target = definition?.target ?? null;
  const caseloads = toCaseloads(feedback);
  const most = Math.max(1, target?.value ?? 0, ...caseloads.map(({ open }) => open)) * 1.02;
  const teams = [...new Set(caseloads.map(({ team }) => team))];
  const aim =
    target && definition
      ? `the mark is the target, ${targetWords(target, definition.unit)} cases each; `
      : "";
  const { basis, content } = listed(
    site,
    { list: "open", rows: caseloads.length },
    "No feedback case is open with an officer.",
    () => teams.map((team) => teamSection(site, team, caseloads, feedback, target?.value ?? null, most)),
  );
  return html`
    <section class="agenda" id="officers"${basis}>
      <h2>
        Open cases by officer <span class="explain">${aim}open a line for its cases, those due soon first</span>
      </h2>
      ${content}
    </section>`;
}
