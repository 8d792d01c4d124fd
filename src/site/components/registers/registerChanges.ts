import { registersOf } from "../../../casework/ownWords.ts";
import type { RegisterEvent } from "../../../casework/registers.ts";
import { capitalise, formatDay, formatShortDay, plural } from "../../../report/format.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { registerPath } from "../../../report/names.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { countCell } from "../clock.ts";
import { dataTable, fold } from "../dataTable.ts";
import { itemLink } from "../registerLink.ts";

/** What can happen, in the order a meeting takes it, and the column that counts it. */
const events = [
  { name: "Received", counted: ["received"] },
  { name: "Answered", counted: ["answered"] },
  { name: "Decided", counted: ["decided"] },
  { name: "Closed", counted: ["closed"] },
  { name: "Milestones reached", counted: ["milestone reached"] },
  { name: "Updated", counted: ["updated"] },
  { name: "Actions agreed", counted: ["action agreed"] },
  { name: "Actions done", counted: ["action done"] },
] as const;

function day(site: Site, events: readonly RegisterEvent[], root: string): Content {
  const kinds = [...new Set(events.map(({ event }) => event))];
  const parts = kinds.map((kind) => {
    const own = events.filter(({ event }) => event === kind);
    const links = own.map(({ event_reference, item_reference }): Content => {
      const item = item_reference === null ? "" : itemLink(site, item_reference, root);
      return event_reference === item_reference
        ? item
        : item === ""
          ? event_reference
          : html`${event_reference} of ${item}`;
    });
    return html`${capitalise(kind)} ${join(links, ", ")}`;
  });
  return html`<div>${join(parts, html`<br>`)}</div>`;
}

/** What happened in the registers since the end of the month before: counts by register, and each event by its day. */
export function registerChanges(site: Site, root: string): Html {
  const { since, events: all } = site.report.casework;
  const heading = html`
    <h2>Changed since ${formatDay(since)} <span class="explain">the end of the month before</span></h2>`;
  const nothing = "Nothing has changed in any register.";
  const { basis, content } = listed(site, { list: "changes", rows: all.length }, nothing, () =>
    changeTables(site, root),
  );
  return html`<section class="agenda" id="changes"${basis}>${heading}${content}</section>`;
}

/** Counts by register, and each event by its day. */
function changeTables(site: Site, root: string): Content {
  const { since, events: all } = site.report.casework;
  const used = events.filter(({ counted }) => all.some(({ event }) => counted.some((one) => one === event)));
  const rows = [...registersOf(site.report.casework), "no register"].flatMap((register): Content[][] => {
    const own = all.filter((one) => one.register === register);
    if (own.length === 0 && register === "no register") return [];
    const name =
      register === "no register"
        ? "Actions about no item"
        : html`<a href="${root}${registerPath(register)}.html">${capitalise(register)}</a>`;
    return [
      [
        name,
        ...used.map(({ counted }) =>
          countCell(own.filter(({ event }) => counted.some((one) => one === event)).length),
        ),
      ],
    ];
  });
  const table = dataTable(
    html`<span class="unseen">What happened in each register since ${formatDay(since)}</span>`,
    [{ label: "Register" }, ...used.map(({ name }) => ({ label: name, numeric: true }))],
    rows,
    "counts",
  );
  const days = [...new Set(all.map(({ happened_on }) => happened_on))].sort().reverse();
  const list = dataTable(
    html`<span class="unseen">Each change, the latest first</span>`,
    [{ label: "Day" }, { label: "What happened" }],
    days.map((happened): Content[] => [
      formatShortDay(happened),
      day(
        site,
        all.filter(({ happened_on }) => happened_on === happened),
        root,
      ),
    ]),
    "days",
  );
  return html`${table}${fold(`Each of the ${plural(all.length, "change")}, the latest first`, list)}`;
}
