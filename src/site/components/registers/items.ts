import { daysForMp } from "../../../casework/limits.ts";
import type { RegisterAction, RegisterItem } from "../../../casework/registers.ts";
import { capitalise, formatShortDay, plural } from "../../../report/format.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import type { Site } from "../../../report/series.ts";
import { clockWords, concern } from "../clock.ts";
import { dataTable, type TableColumn } from "../dataTable.ts";
import { dueWords } from "./actions.ts";

/** Lines one under the other in a cell, empty ones left out. */
function lines(parts: readonly Content[]): Content {
  const own = parts.filter((part) => part !== "");
  return own.length === 0 ? "" : html`<div>${join(own, html`<br>`)}</div>`;
}

/** A date that stays on one line. */
const on = (date: string) => html`<span class="short">${formatShortDay(date)}</span>`;

const quiet = (words: Content) => html`<span class="quiet">${words}</span>`;

function from(item: RegisterItem): Content {
  return lines([
    item.sender_name ?? capitalise(item.sender_type),
    item.case_reference ? quiet(html`Case <span class="short">${item.case_reference}</span>`) : "",
  ]);
}

function matter(item: RegisterItem): Content {
  const { criterion, content } = item;
  return lines([
    criterion ? capitalise(criterion) : "",
    content ? (criterion ? quiet(capitalise(content)) : capitalise(content)) : "",
  ]);
}

function handling(item: RegisterItem): Content {
  const { awaits_decision, decision_sought_on, decided_on, decision_by, agreed_handling } = item;
  if (awaits_decision && decision_sought_on)
    return lines([html`${concern}Awaits a decision`, quiet(html`sought ${on(decision_sought_on)}`)]);
  return lines([
    agreed_handling ? capitalise(agreed_handling) : "",
    decided_on ? quiet(html`${decision_by ?? "Decided"}, ${on(decided_on)}`) : "",
  ]);
}

function milestone({ next_milestone, next_milestone_on, is_milestone_passed }: RegisterItem): Content {
  if (!next_milestone || !next_milestone_on) return "";
  const due = html`${is_milestone_passed ? "was due" : "due"} ${on(next_milestone_on)}`;
  return lines([html`${is_milestone_passed ? concern : ""}${capitalise(next_milestone)}`, quiet(due)]);
}

function updated({ updated_on, update_owed_since }: RegisterItem): Content {
  const owed = update_owed_since ? html`${concern}none since the milestone of ${on(update_owed_since)}` : "";
  return lines([updated_on ? on(updated_on) : "None", owed]);
}

function answer({ answered_on, days_left_to_answer, answer_due_on }: RegisterItem, days: number): Content {
  if (answered_on) return lines([html`Answered ${on(answered_on)}`]);
  if (days_left_to_answer === null || !answer_due_on) return "";
  return lines([
    clockWords(days_left_to_answer),
    quiet(html`${plural(days, "day")} on ${on(answer_due_on)}`),
  ]);
}

function owed(item: RegisterItem, actions: readonly RegisterAction[], asAt: string): Content {
  const own = actions.filter((one) => one.item_reference === item.item_reference && one.done_on === null);
  return lines(
    own.map((one) => html`${capitalise(one.action)} ${quiet(html`${one.owner}. ${dueWords(one, asAt)}`)}`),
  );
}

interface ItemColumn extends TableColumn {
  cell: (item: RegisterItem) => Content;
  /** Of no use once an item is closed. */
  isForOpen?: boolean;
}

/** The columns of a register, without those that none of its items fills. */
function columnsFor(site: Site, items: readonly RegisterItem[], isClosed: boolean): ItemColumn[] {
  const { asAt, casework } = site.report;
  const age = ({ received_on, age_days }: RegisterItem) =>
    lines([on(received_on), isClosed ? "" : quiet(plural(age_days, "day"))]);
  const all: ItemColumn[] = [
    { label: "Received", cell: age },
    { label: "From", cell: from },
    { label: "Criterion and content", cell: matter },
    { label: "Agreed handling", cell: handling },
    { label: "Answer", cell: (item) => answer(item, daysForMp(casework)) },
    { label: "Next milestone", isForOpen: true, cell: milestone },
    { label: "Last update", isForOpen: true, cell: updated },
    { label: "Closed", cell: ({ closed_on }) => (closed_on ? on(closed_on) : "") },
    { label: "Register owner", isForOpen: true, cell: ({ owner }) => owner ?? "" },
    { label: "Actions owed", cell: (item) => owed(item, casework.actions, asAt) },
  ];
  return all.filter(
    ({ cell, isForOpen }) => !(isClosed && isForOpen) && items.some((item) => cell(item) !== ""),
  );
}

/** Items of a register, a row each with an address of its own; on a phone each is a list. */
export function itemsTable(
  site: Site,
  items: readonly RegisterItem[],
  caption: string,
  { isClosed }: { isClosed: boolean },
): Html {
  const columns = columnsFor(site, items, isClosed);
  const rows = items.map((item): Content[] => [
    item.item_reference,
    ...columns.map(({ cell }) => cell(item)),
  ]);
  return dataTable(
    html`<span class="unseen">${caption}</span>`,
    [{ label: "Ref" }, ...columns],
    rows,
    "register",
    items.map(({ item_reference }) => html` id="${item_reference}"`),
  );
}
