import { daysBetween } from "../../../../../loaders/dates.ts";
import { daysForMp } from "../../../../casework/limits.ts";
import { hasRepresentatives, registersOf } from "../../../../casework/ownWords.ts";
import type { RegisterItem } from "../../../../casework/registers.ts";
import { capitalise, formatCount, formatDay, formatShortDay, plural } from "../../../../report/format.ts";
import { missingWords } from "../../../../report/held.ts";
import { type Content, type Html, html } from "../../../../report/html.ts";
import { registerPath } from "../../../../report/names.ts";
import { pageName } from "../../../../report/pageNames.ts";
import { allSaid, type Listed, listed, said, saidHtml, untold } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { enquiryWords, limitForMp } from "../../../../report/words.ts";
import { clockWords, concern, countCell, signalled } from "../../../components/clock.ts";
import { dataTable } from "../../../components/dataTable.ts";
import { groupsOf, type PageContent, trail } from "../../../components/layout.ts";
import { linkToItem } from "../../../components/registerLink.ts";
import { actionsTable } from "../../../components/registers/actions.ts";
import { registerChanges } from "../../../components/registers/registerChanges.ts";
import type { PageModule } from "../../../pageModule.ts";

const root = "../";

const isOpen = ({ closed_on }: RegisterItem) => closed_on === null;

function section(id: string, title: string, explanation: string, { basis, content }: Listed): Html {
  return html`
    <section class="agenda" id="${id}"${basis}>
      <h2>${title} <span class="explain">${explanation}</span></h2>
      ${content}
    </section>`;
}

const hidden = (words: string) => html`<span class="unseen">${words}</span>`;

/** What waits for a decision of the Ombudsman or the CEO, the longest wait first. */
function decisions(site: Site): Html {
  const waiting = site.report.casework.items
    .filter(({ awaits_decision }) => awaits_decision)
    .sort((a, b) => ((a.decision_sought_on ?? "") < (b.decision_sought_on ?? "") ? -1 : 1));
  const days = (date: string | null) => (date === null ? 0 : daysBetween(date, site.report.asAt));
  const rows = waiting.map((item): Content[] => [
    linkToItem(site, item, root),
    capitalise(item.criterion ?? item.content ?? "not recorded"),
    capitalise(item.register),
    item.owner ?? "",
    formatShortDay(item.decision_sought_on ?? item.received_on),
    plural(days(item.decision_sought_on), "day"),
  ]);
  const table = dataTable(
    hidden("Items that await a decision"),
    [
      { label: "Item" },
      { label: "Criterion" },
      { label: "Register" },
      { label: "Register owner" },
      { label: "Sought", isShort: true },
      { label: "Waiting", numeric: true },
    ],
    rows,
  );
  return section(
    "decisions",
    "Needs a decision",
    `sought of ${site.report.about.called["decision makers"]}`,
    listed(site, { list: "decisions", rows: waiting.length }, "No item awaits a decision.", () => table),
  );
}

/** Enquiries of representatives still to be answered, by the day on which their days have passed. */
function mpClock(site: Site): Content {
  if (!hasRepresentatives(site.report.casework)) return "";
  const { one, many } = enquiryWords(site);
  const limit = daysForMp(site.report.casework);
  const days = limitForMp(site.report.casework);
  const open = site.report.casework.items
    .filter((item) => item.days_left_to_answer !== null && isOpen(item))
    .sort((a, b) => (a.days_left_to_answer ?? 0) - (b.days_left_to_answer ?? 0));
  const hasNames = open.some(({ sender_name }) => sender_name !== null);
  const rows = open.map((item): Content[] => [
    linkToItem(site, item, root),
    ...(hasNames ? [item.sender_name ?? ""] : []),
    capitalise(item.content ?? "not recorded"),
    formatShortDay(item.received_on),
    item.answer_due_on ? formatShortDay(item.answer_due_on) : "",
    clockWords(item.days_left_to_answer ?? 0),
  ]);
  const table = dataTable(
    hidden(`${many} to answer`),
    [
      { label: "Item" },
      ...(hasNames ? [{ label: "From" }] : []),
      { label: "Content" },
      { label: "Received", isShort: true },
      { label: `${days} on`, isShort: true },
      { label: "Days", numeric: true },
    ],
    rows,
  );
  return section(
    "enquiries",
    capitalise(`${many} to answer`),
    `${formatCount(limit)} calendar days from receipt; routine referrals are not counted`,
    listed(site, { list: "enquiries", rows: open.length }, `Every ${one} has been answered.`, () => table),
  );
}

function actions(site: Site): Html {
  const all = site.report.casework.actions;
  const late = all.filter(({ is_overdue }) => is_overdue);
  const open = all.filter(({ is_overdue, done_on }) => !is_overdue && done_on === null);
  const done = all.filter(({ done_on }) => done_on !== null);
  const part = (title: string, own: typeof all) =>
    own.length === 0 ? "" : html`<h3>${title}</h3>${actionsTable(site, own, title, root)}`;
  return section(
    "actions",
    "Actions agreed at the meeting",
    "who owes them, and the measure they were meant to move as it now stands",
    listed(site, { list: "actions", rows: all.length }, "No action is past its date.", () => [
      late.length === 0 ? html`<p class="says">No action is past its date.</p>` : "",
      part("Past their date", late),
      part("Still to do", open),
      part("Done since the last meeting", done),
    ]),
  );
}

/** Overseen cases whose milestone has passed with no update since. */
function updates(site: Site): Html {
  const owed = site.report.casework.items.filter(({ update_owed_since }) => update_owed_since !== null);
  const rows = owed.map((item): Content[] => [
    linkToItem(site, item, root),
    capitalise(item.criterion ?? "not recorded"),
    item.owner ?? "",
    item.updated_on ? formatShortDay(item.updated_on) : "none",
    formatShortDay(item.update_owed_since ?? ""),
    item.next_milestone
      ? html`${item.is_milestone_passed ? concern : ""}${capitalise(item.next_milestone)}`
      : "",
  ]);
  const table = dataTable(
    hidden("Overseen cases without an update"),
    [
      { label: "Item" },
      { label: "Criterion" },
      { label: "Register owner" },
      { label: "Last update", isShort: true },
      { label: "Milestone since", isShort: true },
      { label: "Next milestone" },
    ],
    rows,
  );
  return section(
    "updates",
    "Overseen cases without an update",
    "a milestone has passed since the last one",
    listed(
      site,
      { list: "updates", rows: owed.length },
      "Every overseen case has been updated since its last milestone.",
      () => table,
    ),
  );
}

function eachRegister(site: Site): Html {
  const { items, actions: all, words } = site.report.casework;
  const ofMps = words.filter(({ meaning }) => meaning === "MP enquiries").map(({ word }) => word);
  const noActions = missingWords(site, "actions") !== null;
  const rows = registersOf(site.report.casework).map((register): Content[] => {
    const open = items.filter((item) => item.register === register && isOpen(item));
    const owed = all.filter((one) => one.register === register && one.done_on === null);
    const late = open.filter(({ days_left_to_answer }) => (days_left_to_answer ?? 0) < 0).length;
    const oldest = Math.max(0, ...open.map(({ age_days }) => age_days));
    return [
      html`<a href="${root}${registerPath(register)}.html">${capitalise(register)}</a>`,
      formatCount(open.length),
      open.length === 0 ? "" : plural(oldest, "day"),
      countCell(open.filter(({ awaits_decision }) => awaits_decision).length),
      ...(ofMps.length === 0 ? [] : [ofMps.includes(register) ? signalled(late > 0, formatCount(late)) : ""]),
      countCell(open.filter(({ is_milestone_passed }) => is_milestone_passed).length),
      noActions ? html`<span class="quiet">no figure</span>` : countCell(owed.length),
    ];
  });
  const table = dataTable(
    hidden("The registers"),
    [
      { label: "Register" },
      { label: "Open", numeric: true },
      { label: "Oldest", numeric: true },
      { label: "Await a decision", numeric: true },
      ...(ofMps.length === 0 ? [] : [{ label: `Past ${limitForMp(site.report.casework)}`, numeric: true }]),
      { label: "Milestone passed", numeric: true },
      { label: "Actions to do", numeric: true },
    ],
    rows,
    "counts",
  );
  const shown = listed(site, { list: "items", rows: items.length }, table, () => table);
  return section("six", "The registers", "items open", shown);
}

function lead(site: Site): Html {
  const { items, actions: all, events } = site.report.casework;
  const open = items.filter(isOpen);
  const awaiting = open.filter(({ awaits_decision }) => awaits_decision).length;
  const late = open.filter(({ days_left_to_answer }) => (days_left_to_answer ?? 0) < 0).length;
  const overdue = all.filter(({ is_overdue }) => is_overdue).length;
  const asAt = html`As at <strong>${formatDay(site.report.asAt)}</strong>.`;
  const ofDecisions = [{ list: "items" }, { list: "decisions" }] as const;
  const hasEnquiries = hasRepresentatives(site.report.casework);
  const ofItems = hasEnquiries ? ([...ofDecisions, { list: "enquiries" }] as const) : ofDecisions;
  if (missingWords(site, "items") !== null)
    return html`<p class="lead">${asAt} ${saidHtml(said(site, [{ list: "items" }], ""))}</p>`;
  const { one, many } = enquiryWords(site);
  const pastLimit = hasEnquiries
    ? html`; <a href="#enquiries">${plural(late, one, many)} past ${limitForMp(site.report.casework)}</a>`
    : "";
  const counted = said(
    site,
    ofItems,
    html`
      ${plural(open.length, "item")} open. <a href="#decisions">
        ${plural(awaiting, "item")} ${awaiting === 1 ? "needs" : "need"} a decision
      </a>${pastLimit}`,
  );
  const acted =
    missingWords(site, "actions") === null
      ? said(
          site,
          [{ list: "actions" }],
          html`<a href="#actions">${plural(overdue, "action")} past ${overdue === 1 ? "its" : "their"} date</a>`,
        )
      : untold(site, [{ list: "actions" }], html`<a href="#actions">actions are not held</a>`);
  const changes = (words: string) => html`<a href="#changes">${words} since the last meeting</a>`;
  const changed =
    missingWords(site, "changes") === null
      ? said(site, [{ list: "changes" }], changes(plural(events.length, "change")))
      : untold(site, [{ list: "changes" }], changes("changes not held"));
  return html`<p class="lead">${asAt} ${allSaid([counted, acted, changed], "; ")}.</p>`;
}

/** The assurance registers on one page, in the order a meeting takes them: decisions, clocks, actions, changes. */
function registersPage(site: Site): PageContent {
  const title = pageName(site.report.pages, "registers", "Assurance registers");
  const measuresLink = groupsOf(site).includes("registers")
    ? html`
      <p class="quiet note">
        How these have moved over the years: <a href="../registers.html">the measures of the registers</a>.
      </p>`
    : "";
  return {
    title: `${title}, ${formatDay(site.report.asAt)}`,
    body: html`
      ${trail([{ href: "../index.html", name: "Brief" }])}
      <h1>${title}</h1>
      ${lead(site)}
      ${decisions(site)}
      ${mpClock(site)}
      ${actions(site)}
      ${updates(site)}
      ${registerChanges(site, root)}
      ${eachRegister(site)}
      ${measuresLink}`,
  };
}

export default {
  listsCases: true,
  menu: { place: 4, name: (_, { report }) => pageName(report.pages, "registers", "Registers") },
  make: registersPage,
} satisfies PageModule;
