import { financialYearOf } from "../../../../loaders/dates.ts";
import type { SampleOwed } from "../../../casework/sampling.ts";
import { capitalise, formatCount, formatDay, formatShortDay, plural } from "../../../report/format.ts";
import { missingWords, yearBegins } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../dataTable.ts";

/** A reader in a line: how many they owe, and the days on which those were due. */
function readerLine(reader: string, own: readonly SampleOwed[]): Html {
  const days = [...new Set(own.map(({ due_on }) => due_on))].map(
    (day) => html`<li>${formatShortDay(day)}</li>`,
  );
  return html`
    <li>
      <span>${reader}</span> <span><strong>${formatCount(own.length)}</strong> owed</span> <ul class="plain-list" aria-label="Due">
        ${days}
      </ul>
    </li>`;
}

/** Those who owe samples, the most first and then the longest. */
function readers(samples: readonly SampleOwed[]): Html {
  const all = [...new Set(samples.map(({ reader }) => reader))].map((reader) => ({
    reader,
    own: samples.filter((one) => one.reader === reader),
  }));
  const lines = all
    .sort(
      (a, b) => b.own.length - a.own.length || ((a.own[0]?.due_on ?? "") < (b.own[0]?.due_on ?? "") ? -1 : 1),
    )
    .map(({ reader, own }) => readerLine(reader, own));
  return html`<ul class="due-list readers">${lines}</ul>`;
}

function eachSample(samples: readonly SampleOwed[], asAt: string): Html {
  const rows = samples.map((one): Content[] => [
    one.case_reference,
    one.reader,
    capitalise(one.sampling),
    one.team,
    formatShortDay(one.due_on),
    one.days_overdue > 0 ? plural(one.days_overdue, "day") : "",
  ]);
  return dataTable(
    html`<span class="unseen">Each sample owed at ${formatDay(asAt)}, the longest overdue first</span>`,
    [
      { label: "Case to read" },
      { label: "Reader" },
      { label: "Sampling" },
      { label: "Team of the case" },
      { label: "Due", isShort: true },
      { label: "Overdue", numeric: true },
    ],
    rows,
    "cases",
  );
}

function older(samples: readonly SampleOwed[]): Html {
  const years = [...new Set(samples.map(({ due_on }) => financialYearOf(due_on)))].sort().reverse();
  const rows = years.map((year): Content[] => [
    year,
    formatCount(samples.filter(({ due_on }) => financialYearOf(due_on) === year).length),
  ]);
  const table = dataTable(
    html`<span class="unseen">Samples due more than a year ago and never recorded as read</span>`,
    [{ label: "Financial year due" }, { label: "Never recorded as read", numeric: true }],
    rows,
  );
  return fold(
    `${plural(samples.length, "sample")} due more than a year ago and never recorded as read`,
    table,
  );
}

/** The required samples each reader owes, by the day they were due, and those due within a month. */
export function samplesOwed(site: Site): Html {
  const { samples } = site.report.casework;
  const { asAt } = site.report;
  const owed = samples.filter(({ falls }) => falls === "in the last 12 months");
  const ahead = samples.filter(({ falls }) => falls === "in the month to come");
  const old = samples.filter(({ falls }) => falls === "longer ago");
  const missing = missingWords(site, "samples", yearBegins(site));
  const said = missing ?? `Every sample due in the 12 months to ${formatDay(asAt)} has been read.`;
  const none = html`<p class="says">${said}</p>`;
  const partly =
    missing === null ? "" : html`<p class="says">${missing} Those listed are of what was loaded.</p>`;
  const next = ahead.length === 0 ? "" : html`<h3>Due in the month to come</h3>${readers(ahead)}`;
  const each = [...owed, ...ahead];
  const list =
    each.length === 0
      ? ""
      : fold(`Each of the ${plural(each.length, "sample")}, with its case`, eachSample(each, asAt));
  return html`
    <section class="agenda" id="samples">
      <h2>
        Quality samples owed <span class="explain">
          required, due in the last 12 months and not read; by reader, with the days they were due
        </span>
      </h2>
      ${owed.length > 0 ? html`${partly}${readers(owed)}` : none}
      ${next}
      ${list}
      ${old.length > 0 ? older(old) : ""}
    </section>`;
}
