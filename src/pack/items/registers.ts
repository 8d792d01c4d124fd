import type { Casework } from "../../casework/casework.ts";
import { daysForMp } from "../../casework/limits.ts";
import type { RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatCount, formatDay, plural } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { registerNames } from "../../report/names.ts";
import { type AgendaItem, dayOr, noneOf, notHeldWords, type Paper, paperTable, tally } from "../agenda.ts";

const mostRows = 25;

const isOpen = ({ closed_on }: RegisterItem) => closed_on === null;

const among = <Row>(rows: readonly Row[], isTrue: (row: Row) => boolean) =>
  formatCount(rows.filter(isTrue).length);

function summaryTable({ items, actions, since }: Casework, hasActions: boolean): Html {
  const isNew = (day: string | null) => day !== null && day > since;
  const rows = registerNames.map((register): Content[] => {
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
        : "not held",
      among(own, (item) => isNew(item.received_on)),
      among(own, (item) => isNew(item.closed_on)),
    ];
  });
  return paperTable(
    `The six registers, and what has come and gone since ${formatDay(since)}`,
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

function registerTable(register: string, { items, clocks }: Casework): Html {
  const days = daysForMp({ clocks });
  const open = items.filter((item) => item.register === register && isOpen(item));
  if (open.length === 0)
    return html`<h3>${capitalise(register)}</h3>${noneOf("Nothing is open in this register.")}`;
  const shown = [...open].sort((a, b) => b.age_days - a.age_days).slice(0, mostRows);
  const left = open.length - shown.length;
  const more =
    left > 0
      ? html`<p class="quiet">The ${formatCount(shown.length)} oldest; ${formatCount(left)} more are in the register.</p>`
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
  );
  return html`<h3>${capitalise(register)}</h3>${table}${more}`;
}

/** The item on the six registers: how each stands, and every open item of it. */
export function registersItem(paper: Paper): AgendaItem {
  const { casework } = paper.site.report;
  const item = { id: "registers", title: "The six assurance registers" };
  const notHeld = notHeldWords(paper, "register-open-items");
  if (notHeld !== null) return { ...item, lead: notHeld, body: "" };
  const open = casework.items.filter(isOpen);
  const running = open.filter((item) => item.days_left_to_answer !== null);
  const past = running.filter((item) => (item.days_left_to_answer ?? 0) < 0);
  const clockWords = `The ${plural(daysForMp(casework), "day")} run for ${tally(running.length, "MP enquiry", "MP enquiries")}; ${past.length === 0 ? "none is" : tally(past.length, "is", "are")} past them.`;
  return {
    ...item,
    lead: `${capitalise(tally(open.length, "item is", "items are"))} open in the six registers. ${clockWords}`,
    body: html`${summaryTable(casework, notHeldWords(paper, "actions-overdue") === null)}${registerNames.map((register) => registerTable(register, casework))}`,
  };
}
