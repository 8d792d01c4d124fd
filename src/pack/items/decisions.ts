import { daysBetween } from "../../../loaders/dates.ts";
import { daysForMp } from "../../casework/limits.ts";
import type { RegisterAction, RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatCount, formatDay, formatList, plural } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import { type AgendaItem, dayOr, noneOf, notHeldWords, type Paper, paperTable, tally } from "../agenda.ts";

const aboutWords = ({ criterion, content }: RegisterItem) =>
  capitalise(criterion ?? content ?? "not recorded");

const fromWords = ({ sender_name, sender_type }: RegisterItem) => sender_name ?? sender_type;

function awaited(items: readonly RegisterItem[], asAt: string): Content {
  if (items.length === 0) return noneOf("No referral awaits a decision.");
  return paperTable(
    "Referrals that meet a criterion and await the Ombudsman or the CEO",
    [
      { label: "Reference", kind: "short" },
      { label: "Criterion", kind: "wide" },
      { label: "From" },
      { label: "Case", kind: "short" },
      { label: "Sought", kind: "short" },
      { label: "Days", kind: "number" },
      { label: "Decision today", kind: "write" },
    ],
    items.map((item) => [
      item.item_reference,
      aboutWords(item),
      fromWords(item),
      item.case_reference ?? "none",
      dayOr(item.decision_sought_on),
      item.decision_sought_on ? formatCount(daysBetween(item.decision_sought_on, asAt)) : "",
      "",
    ]),
  );
}

function lateAnswers(items: readonly RegisterItem[], days: string): Content {
  if (items.length === 0) return noneOf(`No MP enquiry is past ${days}.`);
  return paperTable(
    `MP enquiries past ${days}, longest overdue first`,
    [
      { label: "Reference", kind: "short" },
      { label: "About", kind: "wide" },
      { label: "From" },
      { label: "Received", kind: "short" },
      { label: "Due", kind: "short" },
      { label: "Days over", kind: "number" },
      { label: "Owner" },
      { label: "Decision today", kind: "write" },
    ],
    items.map((item) => [
      item.item_reference,
      aboutWords(item),
      fromWords(item),
      formatDay(item.received_on),
      dayOr(item.answer_due_on),
      formatCount(-(item.days_left_to_answer ?? 0)),
      item.owner ?? "nobody",
      "",
    ]),
  );
}

function owedUpdates(items: readonly RegisterItem[]): Content {
  if (items.length === 0) return noneOf("Every overseen case has been updated since its last milestone.");
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
  );
}

function lateActions(overdue: readonly RegisterAction[]): Content {
  if (overdue.length === 0) return noneOf("No action is overdue.");
  return paperTable(
    "Actions past their date, longest overdue first",
    [
      { label: "Reference", kind: "short" },
      { label: "Action", kind: "wide" },
      { label: "Owner" },
      { label: "Item", kind: "short" },
      { label: "Due", kind: "short" },
      { label: "Decision today", kind: "write" },
    ],
    overdue.map((one) => [
      one.action_reference,
      one.action,
      one.owner,
      one.item_reference ?? "none",
      dayOr(one.due_on),
      "",
    ]),
  );
}

/** One thing the meeting has to deal with: the measure that counts it, its count, and its list. */
interface Matter {
  measure: string;
  what: string;
  counted: string;
  list: Content;
}

/**
 * The first item: what can't wait for another month, and a place to write what was decided. A matter of which the month
 * isn't held says so.
 */
export function decisionsItem(paper: Paper): AgendaItem {
  const { casework, asAt } = paper.site.report;
  const days = plural(daysForMp(casework), "day");
  const awaiting = casework.items.filter((item) => item.awaits_decision);
  const late = casework.items
    .filter((item) => item.days_left_to_answer !== null && item.days_left_to_answer < 0 && !item.closed_on)
    .sort((a, b) => (a.days_left_to_answer ?? 0) - (b.days_left_to_answer ?? 0));
  const owed = casework.items.filter((item) => item.update_owed_since !== null);
  const overdue = casework.actions.filter((action) => action.is_overdue);
  const matters: Matter[] = [
    {
      measure: "handling-decisions-awaited",
      what: "referrals that await a decision",
      counted: tally(awaiting.length, "referral awaits a decision", "referrals await a decision"),
      list: awaited(awaiting, asAt),
    },
    {
      measure: "mp-enquiries-overdue",
      what: `MP enquiries past ${days}`,
      counted: tally(late.length, `MP enquiry is past ${days}`, `MP enquiries are past ${days}`),
      list: lateAnswers(late, days),
    },
    {
      measure: "actions-overdue",
      what: "actions past their date",
      counted: tally(overdue.length, "action is overdue", "actions are overdue"),
      list: lateActions(overdue),
    },
    {
      measure: "updates-overdue",
      what: "overseen cases without an update",
      counted: tally(
        owed.length,
        "overseen case is without an update",
        "overseen cases are without an update",
      ),
      list: owedUpdates(owed),
    },
  ];
  const held = matters.filter(({ measure }) => notHeldWords(paper, measure) === null);
  const missing = matters.filter((matter) => !held.includes(matter));
  const leads = [
    held.length > 0 ? `${capitalise(formatList(held.map(({ counted }) => counted)))}.` : "",
    missing.length > 0 ? `Not held: ${formatList(missing.map(({ what }) => what))}.` : "",
  ];
  return {
    id: "decisions",
    title: "Decisions needed today",
    lead: leads.filter((words) => words !== "").join(" "),
    body: html`${held.map(({ list }) => list)}${missing.map(({ measure, what }) => noneOf(`${capitalise(what)}: ${notHeldWords(paper, measure)}`))}`,
  };
}
