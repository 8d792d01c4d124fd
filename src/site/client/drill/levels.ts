import { formatDimension, formatMonth } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { type Cell, type Measure, type Row, sorted, type Table, where } from "./data.ts";
import {
  dimensionTitle,
  groupTitle,
  noteOf,
  placeTitle,
  sentence,
  shownValue,
  valueTitle,
} from "./drillWords.ts";
import { addressOf, type Place, step } from "./place.ts";
import { type Head, linesOf, type SortedTable } from "./sortedTable.ts";

/** What the page shows of a place: all above the table, and the table where there is one. */
export interface Level {
  top: Html;
  table: SortedTable | null;
}

/** A link to another place of this page. */
export function go(place: Place, shown: Content, isCurrent = false): Html {
  return html`<a href="${addressOf(place)}" data-go${isCurrent ? html` aria-current="true"` : ""}>${shown}</a>`;
}

/** The way back up: every measure, the measure, the group. */
export function crumbs(measure: Measure, place: Place): Html {
  const { by, group, month } = place;
  const top = step(place, { group: null, month: "" });
  const steps: Html[] = [
    html`<li><a href="./index.html">Brief</a></li>`,
    html`<li><a href="./drill.html" data-go>Behind the figures</a></li>`,
    ...(group === null && !month ? [] : [html`<li>${go(top, measure.title)}</li>`]),
    ...(group !== null && month
      ? [html`<li>${go(step(place, { by, group, month: "" }), groupTitle(group))}</li>`]
      : []),
  ];
  return html`<nav class="trail" aria-label="Breadcrumb"><ol>${steps}</ol></nav>`;
}

/** The heading that takes the focus, and the line under it. */
export function heading(measure: Measure, place: Place, lead: Content): Html {
  const where = placeTitle(place);
  return html`<h1 tabindex="-1">${measure.title}${where ? html` <span class="explain">${where}</span>` : ""}</h1><p class="lead">${lead}</p>`;
}

/** A choice among places, the present one marked. */
export function choice(
  label: string,
  places: readonly { name: string; place: Place; isCurrent: boolean }[],
): Html {
  const items = places.map(({ name, place, isCurrent }) => html`<li>${go(place, name, isCurrent)}</li>`);
  return html`<nav class="choice" aria-label="${label}"><span aria-hidden="true">${label}</span><ul>${items}</ul></nav>`;
}

const text = (value: Cell | undefined): string => String(value ?? "");

function figuresTable(
  measure: Measure,
  place: Place,
  figures: Table,
  first: Head,
  link: (row: Row) => Html,
): SortedTable {
  const isDown = place.sort.startsWith("-");
  const column = place.sort.replace(/^-/, "");
  const { rows } = figures.names.includes(column) ? sorted(figures, column, isDown) : figures;
  const has = {
    fraction: rows.some((row) => row.fraction !== null),
    target: rows.some((row) => row.target),
    note: rows.some((row) => noteOf(row) !== ""),
  };
  const heads: Head[] = [
    first,
    { title: valueTitle(measure), sort: "value", isNumber: true },
    ...(has.fraction ? [{ title: "Number", isNumber: true }] : []),
    ...(has.target ? [{ title: "Target", sort: "target" }] : []),
    ...(has.note ? [{ title: "Note" }] : []),
  ];
  const cellsOf = (row: Row): Content[] => [
    link(row),
    shownValue(measure, row),
    ...(has.fraction ? [text(row.fraction)] : []),
    ...(has.target ? [text(row.target)] : []),
    ...(has.note ? [noteOf(row)] : []),
  ];
  const caption = html`<span class="unseen">${measure.title}, ${placeTitle(place)}</span>`;
  return { of: measure.figures, caption, heads, lines: linesOf(rows, cellsOf), kind: "figures" };
}

/** The figure of a group, or the total, in a month. */
export function figureOf(measure: Measure, { by, group }: Place, month: string): Row | undefined {
  const dimension = group === null ? "" : by;
  const { rows } = where(
    measure.figures,
    (row) => row.by === dimension && row.month === month && (row.group === (group ?? "") || row.group === ""),
  );
  return rows.find((row) => row.group === (group ?? "")) ?? rows.find((row) => row.group === "");
}

const newestFirst = (measure: Measure) => [...measure.months].reverse();

/** A figure, or one group's, by month; each month leads to what it is made of. */
function byMonth(measure: Measure, place: Place): SortedTable {
  const dimension = place.group === null ? "" : place.by;
  const months = newestFirst(measure).map(({ month }) => month);
  const own = where(
    measure.figures,
    (row) =>
      row.by === dimension &&
      (row.group === (place.group ?? "") || row.group === "") &&
      months.includes(String(row.month)),
  );
  const first: Head = { title: "Month", sort: "month" };
  const ordered = place.sort ? own : sorted(own, "month", true);
  return figuresTable(measure, place, ordered, first, (row) =>
    go(step(place, { month: String(row.month) }), formatMonth(String(row.month))),
  );
}

function byGroup(measure: Measure, place: Place, month: string): SortedTable {
  const own = where(measure.figures, (row) => row.by === place.by && row.month === month);
  const first: Head = { title: dimensionTitle(place.by), sort: "group" };
  const ordered = place.sort ? own : sorted(own, "group", false);
  return figuresTable(measure, place, ordered, first, (row) =>
    row.group === ""
      ? html`All of them`
      : go(step(place, { group: String(row.group) }), groupTitle(row.group)),
  );
}

/** The levels above the rows: a figure by a dimension or by month, also one group by month. */
export function figureLevels(measure: Measure, place: Place): Level {
  const latest = measure.months.at(-1);
  const month = latest?.month ?? "";
  const lead = sentence(measure, figureOf(measure, place, month), latest?.when ?? "");
  const page = html`<a href="./measures/${measure.id}.html">About this figure</a>`;
  const top = html`${crumbs(measure, place)}${heading(measure, place, html`${lead} ${page}`)}`;
  if (place.group !== null) return { top, table: byMonth(measure, place) };
  const ways = [...measure.dimensions, "month"].map((by) => ({
    name: formatDimension(by),
    place: step(place, { by }),
    isCurrent: by === place.by,
  }));
  const table = place.by === "month" ? byMonth(measure, place) : byGroup(measure, place, month);
  return { top: html`${top}${choice("Opened by", ways)}`, table };
}
