import { daysForMp } from "../../casework/limits.ts";
import { hasRepresentatives, registersOf } from "../../casework/ownWords.ts";
import type { RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatCount, formatDay, plural } from "../../report/format.ts";
import { missingWords } from "../../report/held.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { resting, said } from "../../report/said.ts";
import type { Site } from "../../report/series.ts";
import { enquiryWords } from "../../report/words.ts";
import { type AgendaItem, dayOr, noneOf, type Paper, paperTable, tally } from "../agenda.ts";

const mostRows = 25;

const isOpen = ({ closed_on }: RegisterItem) => closed_on === null;

const among = <Row>(rows: readonly Row[], isTrue: (row: Row) => boolean) =>
  formatCount(rows.filter(isTrue).length);

function summaryTable(site: Site): Html {
  const { items, actions, since } = site.report.casework;
  const hasActions = missingWords(site, "actions") === null;
  const isNew = (day: string | null) => day !== null && day > since;
  const rows = registersOf(site.report.casework).map((register): Content[] => {
    const own = items.filter((item) => item.register === register);
    const open = own.filter(isOpen);
    const oldest = Math.max(0, ...open.map(({ age_days }) => age_days));
    return [
      capitalise(register),
      formatCount(open.length),
      open.length === 0 ? "" : formatCount(oldest),
      among(open, (item) => item.awaits_decision),
      among(open, (item) => item.is_milestone_passed),
      hasActions
        ? among(
            actions.filter((action) => action.register === register),
            ({ done_on }) => done_on === null,
          )
        : "no figure",
      among(own, (item) => isNew(item.received_on)),
      among(own, (item) => isNew(item.closed_on)),
    ];
  });
  return paperTable(
    `The registers, and what has come and gone since ${formatDay(since)}`,
    [
      { label: "Register", kind: "wide" },
      { label: "Open", kind: "number" },
      { label: "Oldest, days", kind: "number" },
      { label: "Await a decision", kind: "number" },
      { label: "Past a milestone", kind: "number" },
      { label: "Actions to do", kind: "number" },
      { label: "Received since", kind: "number" },
      { label: "Closed since", kind: "number" },
    ],
    rows,
    { basis: resting(site, { list: "items" }) },
  );
}

function clock(item: RegisterItem, days: number): string {
  const left = item.days_left_to_answer;
  if (left === null) return "";
  return left < 0
    ? ` (${formatCount(-left)} days past ${formatCount(days)})`
    : ` (${formatCount(left)} of ${plural(days, "day")} left)`;
}

function handling(item: RegisterItem): string {
  if (item.awaits_decision) return "Awaits a decision";
  return item.agreed_handling ?? "not recorded";
}

function milestone({ next_milestone, next_milestone_on, is_milestone_passed }: RegisterItem): string {
  if (!next_milestone) return "none set";
  return `${next_milestone}, ${dayOr(next_milestone_on)}${is_milestone_passed ? ": passed" : ""}`;
}

function registerTable(site: Site, register: string): Html {
  const { items, clocks } = site.report.casework;
  const basis = resting(site, { list: "items" });
  const days = daysForMp({ clocks });
  const open = items.filter((item) => item.register === register && isOpen(item));
  if (open.length === 0)
    return html`<h3>${capitalise(register)}</h3>${noneOf(said(site, [{ list: "items" }], "Nothing is open in this register."))}`;
  const shown = [...open].sort((a, b) => b.age_days - a.age_days).slice(0, mostRows);
  const left = open.length - shown.length;
  const more =
    left > 0
      ? html`<p class="quiet"${basis}>The ${formatCount(shown.length)} oldest; ${formatCount(left)} more are in the register.</p>`
      : "";
  const table = paperTable(
    html`Open items, oldest first<span class="unseen">: ${register}</span>`,
    [
      { label: "Reference", kind: "short" },
      { label: "From" },
      { label: "About", kind: "wide" },
      { label: "Received", kind: "short" },
      { label: "Days", kind: "number" },
      { label: "Next milestone", kind: "wide" },
      { label: "Handling", kind: "wide" },
      { label: "Owner" },
    ],
    shown.map((item) => [
      item.item_reference,
      item.sender_name ?? item.sender_type,
      capitalise(item.criterion ?? item.content ?? "not recorded"),
      formatDay(item.received_on),
      `${formatCount(item.age_days)}${clock(item, days)}`,
      milestone(item),
      handling(item),
      item.owner ?? "nobody",
    ]),
    { basis },
  );
  return html`<h3>${capitalise(register)}</h3>${table}${more}`;
}

function owedUpdates(site: Site, items: readonly RegisterItem[]): Content {
  if (items.length === 0)
    return noneOf(
      said(site, [{ list: "updates" }], "Every overseen case has been updated since its last milestone."),
    );
  return paperTable(
    "Overseen cases with no update since their last milestone",
    [
      { label: "Reference", kind: "short" },
      { label: "Register" },
      { label: "Milestone passed", kind: "short" },
      { label: "Last update", kind: "short" },
      { label: "Next milestone", kind: "wide" },
      { label: "Owner" },
    ],
    items.map((item) => [
      item.item_reference,
      capitalise(item.register),
      dayOr(item.update_owed_since),
      dayOr(item.updated_on, "none"),
      item.next_milestone ? `${item.next_milestone}, ${dayOr(item.next_milestone_on)}` : "none set",
      item.owner ?? "nobody",
    ]),
    { basis: resting(site, { list: "updates" }) },
  );
}

/** The item on the registers: how each stands, and every open item of it. */
export function registersItem(paper: Paper): AgendaItem {
  const { site } = paper;
  const { casework } = site.report;
  const item = { id: "registers", title: "The assurance registers" };
  const open = casework.items.filter(isOpen);
  const running = open.filter((item) => item.days_left_to_answer !== null);
  const past = running.filter((item) => (item.days_left_to_answer ?? 0) < 0);
  const { one, many } = enquiryWords(site);
  const clockWords = hasRepresentatives(casework)
    ? ` The ${plural(daysForMp(casework), "day")} run for ${tally(running.length, one, many)}; ${past.length === 0 ? "none is" : tally(past.length, "is", "are")} past them.`
    : "";
  const words = `${capitalise(tally(open.length, "item is", "items are"))} open in the registers.${clockWords}`;
  const lead = [said(site, [{ list: "items" }], words)];
  if (missingWords(site, "items") !== null) return { ...item, lead, body: "" };
  const owed = casework.items.filter((item) => item.update_owed_since !== null);
  const updates =
    missingWords(site, "updates") === null
      ? owedUpdates(site, owed)
      : noneOf(said(site, [{ list: "updates" }], ""));
  const body = html`${summaryTable(site)}${updates}${registersOf(casework).map((register) => registerTable(site, register))}`;
  return { ...item, lead, body };
}
