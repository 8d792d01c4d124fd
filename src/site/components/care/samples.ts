import { financialYearOf } from "../../../../loaders/dates.ts";
import type { SampleOwed } from "../../../casework/sampling.ts";
import { capitalise, formatCount, formatDay, formatShortDay, plural } from "../../../report/format.ts";
import { yearBegins } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { listed, resting } from "../../../report/said.ts";
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
  return html`
    <p class="says">
      <strong>${plural(samples.length, "sample")}</strong> due more than a year ago ${samples.length === 1 ? "was" : "were"} never recorded as read.
    </p>
    ${fold("By the year they were due", table)}`;
}

/** The required samples each reader owes, by the day they were due, and those due within a month. */
export function samplesOwed(site: Site): Html {
  const { samples } = site.report.casework;
  const { asAt } = site.report;
  const owed = samples.filter(({ falls }) => falls === "in the last 12 months");
  const ahead = samples.filter(({ falls }) => falls === "in the month to come");
  const old = samples.filter(({ falls }) => falls === "longer ago");
  const year = { list: "samples", from: yearBegins(site), rows: owed.length } as const;
  const nothing = `Every sample due in the 12 months to ${formatDay(asAt)} has been read.`;
  const { basis, content } = listed(site, year, nothing, () => readers(owed));
  const next = ahead.length === 0 ? "" : html`<h3>Due in the month to come</h3>${readers(ahead)}`;
  const each = [...owed, ...ahead];
  const list =
    each.length === 0
      ? ""
      : fold(`Each of the ${plural(each.length, "sample")}, with its case`, eachSample(each, asAt));
  // What is still to come, or was due long ago, is of what was loaded, whether the year is held or not.
  const others = resting(site, { loadedOf: "samples" });
  return html`
    <section class="agenda" id="samples"${basis}>
      <h2>
        Quality samples owed <span class="explain">
          required, due in the last 12 months and not read; by reader, with the days they were due
        </span>
      </h2>
      ${content}
      ${next === "" && list === "" && old.length === 0 ? "" : html`<div${others}>${next}${list}${old.length > 0 ? older(old) : ""}</div>`}
    </section>`;
}
