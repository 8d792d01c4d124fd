import type { QueuedFeedback } from "../../../casework/feedback.ts";
import { type AgeBand, ageBandsOf } from "../../../casework/limits.ts";
import { capitalise, formatCount, formatShortDay, plural } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { countCell } from "../clock.ts";
import { dataTable, fold, type TableColumn } from "../dataTable.ts";
import { rowData } from "./rowData.ts";

function columnsOf(ages: readonly AgeBand[]): TableColumn[] {
  return [
    { label: "Category" },
    { label: "Waiting", numeric: true },
    ...ages.map(({ age }) => ({ label: capitalise(age), numeric: true })),
    { label: "Longest wait", numeric: true },
  ];
}

function cells(name: string, own: readonly QueuedFeedback[], ages: readonly AgeBand[]): Content[] {
  return [
    name,
    html`<strong>${formatCount(own.length)}</strong>`,
    ...ages.map((band) => countCell(own.filter(({ age }) => age === band.age).length)),
    plural(Math.max(...own.map(({ age_days }) => age_days)), "day"),
  ];
}

/** The cases that wait to be allocated, by category and age, and one by one. */
export function queue(site: Site): Html {
  const { queue: waiting } = site.report.casework;
  const ages = ageBandsOf(site.report.casework, "feedback queue");
  const heading = html`
    <h2>
      Waiting to be allocated <span class="explain">received, and with no officer yet; days since receipt</span>
    </h2>`;
  const shown = listed(site, { list: "queue", rows: waiting.length }, "No case is waiting.", () =>
    queueTables(waiting, ages),
  );
  return html`<section class="agenda" id="queue"${shown.basis}>${heading}${shown.content}</section>`;
}

function queueTables(waiting: readonly QueuedFeedback[], ages: readonly AgeBand[]): Content {
  const categories = [...new Set(waiting.map(({ category }) => category))].sort();
  const own = (category: string) => waiting.filter((one) => one.category === category);
  const rows = categories.map((category) => cells(capitalise(category), own(category), ages));
  const attributes = categories.map((category) => rowData("category", { category }));
  const list = dataTable(
    html`<span class="unseen">Each case waiting, the longest first</span>`,
    [
      { label: "Case" },
      { label: "Category" },
      { label: "Channel" },
      { label: "Received", isShort: true },
      { label: "Days waiting", numeric: true },
    ],
    waiting.map((one): Content[] => [
      one.feedback_reference,
      capitalise(one.category),
      capitalise(one.channel),
      formatShortDay(one.received_on),
      formatCount(one.age_days),
    ]),
    "cases",
    waiting.map(({ category }) => rowData("waiting case", { category })),
  );
  const table = dataTable(
    html`<span class="unseen">Cases waiting, by category and age</span>`,
    columnsOf(ages),
    [...rows, ...(categories.length > 1 ? [cells("All", waiting, ages)] : [])],
    "queue",
    attributes,
  );
  return html`${table}${fold(`Each of the ${plural(waiting.length, "case")}, the longest wait first`, list)}`;
}
