import type { RegisterItem } from "../../casework/registers.ts";
import { capitalise, formatCount, formatDay, formatList } from "../../site/format.ts";
import { type Content, html } from "../../site/html.ts";
import { type AgendaItem, dayOr, noneOf, type Paper, paperTable, tally } from "../agenda.ts";

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

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

function lateAnswers(items: readonly RegisterItem[]): Content {
  if (items.length === 0) return noneOf("No MP enquiry is past 28 days.");
  return paperTable(
    "MP enquiries past 28 days, longest overdue first",
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

/** The first item: what can't wait for another month, and a place to write what was decided. */
export function decisionsItem({ site }: Paper): AgendaItem {
  const { items, actions } = site.input.casework;
  const awaiting = items.filter((item) => item.awaits_decision);
  const late = items
    .filter((item) => item.days_left_to_answer !== null && item.days_left_to_answer < 0 && !item.closed_on)
    .sort((a, b) => (a.days_left_to_answer ?? 0) - (b.days_left_to_answer ?? 0));
  const owed = items.filter((item) => item.update_owed_since !== null);
  const overdue = actions.filter((action) => action.is_overdue);
  const parts = [
    tally(awaiting.length, "referral awaits a decision", "referrals await a decision"),
    tally(late.length, "MP enquiry is past 28 days", "MP enquiries are past 28 days"),
    tally(overdue.length, "action is overdue", "actions are overdue"),
    tally(owed.length, "overseen case is without an update", "overseen cases are without an update"),
  ];
  const actionTable =
    overdue.length === 0
      ? noneOf("No action is overdue.")
      : paperTable(
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
  return {
    id: "decisions",
    title: "Decisions needed today",
    lead: `${formatList(parts)}.`,
    body: html`${awaited(awaiting, site.input.asAt)}${lateAnswers(late)}${actionTable}${owedUpdates(owed)}`,
  };
}
