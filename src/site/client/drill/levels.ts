import { agreedWords } from "../../../report/agreed.ts";
import {
  capitalise,
  formatCount,
  formatDimension,
  formatMonth,
  formatTarget,
} from "../../../report/format.ts";
import { type Content, type Html, html, join } from "../../../report/html.ts";
import { type Cell, type Measure, type Row, sorted, type Table, where } from "./data.ts";
import { chartOf } from "./drillChart.ts";
import {
  dimensionTitle,
  groupTitle,
  noteOf,
  placeTitle,
  sentence,
  shownValue,
  valueTitle,
} from "./drillWords.ts";
import { addressOf, type DrillPlace, isMonth, step } from "./place.ts";
import { type Head, linesOf, type SortedTable } from "./sortedTable.ts";

/** What the page shows of a place: all above the table, and the table where there is one. */
export interface Level {
  top: Html;
  table: SortedTable | null;
}

/** A link to another place of this page. */
export function go(place: DrillPlace, shown: Content, isCurrent = false): Html {
  return html`<a href="${addressOf(place)}" data-go${isCurrent ? html` aria-current="true"` : ""}>${shown}</a>`;
}

/** What the page is called, as it says where no measure is chosen. */
const ownName = () => document.querySelector("#drill-start h1")?.textContent ?? "Behind the figures";

/** The way back up: every measure, the measure, the group. */
export function crumbs(measure: Measure, place: DrillPlace): Html {
  const { by, group, month, show } = place;
  const top = step(place, { group: null, month: "" });
  const steps: Html[] = [
    html`<li><a href="./index.html">Brief</a></li>`,
    html`<li><a href="./drill.html" data-go>${ownName()}</a></li>`,
    ...(group === null && !month ? [] : [html`<li>${go(top, measure.title)}</li>`]),
    ...(group !== null && month
      ? [html`<li>${go(step(place, { by, group, month: "" }), groupTitle(group))}</li>`]
      : []),
    ...(month && show === "" && measure.dimensions.length > 0
      ? [html`<li>${go(step(place, { group: null, show: "groups" }), formatMonth(month))}</li>`]
      : []),
  ];
  return html`<nav class="trail" aria-label="Breadcrumb"><ol>${steps}</ol></nav>`;
}

/** The heading that takes the focus, and the line under it. */
export function heading(measure: Measure, place: DrillPlace, lead: Content): Html {
  const where = placeTitle(place);
  return html`<h1 tabindex="-1">${measure.title}${where ? html` <span class="explain">${where}</span>` : ""}</h1><p class="lead">${lead}</p>`;
}

/** Where a reader who asks since when, and what was agreed, goes next: each is one link. */
export function ways(measure: Measure, place: DrillPlace): Html {
  const { beginnings, agreed } = measure;
  // What began with them all isn't told of a group again.
  const ofAll = beginnings.find(({ group }) => group === "")?.month;
  const told = beginnings.filter(({ group, month }) => group === "" || month !== ofAll);
  const parts = told.map(({ group, month }) => {
    const shown = month === place.month ? formatMonth(month) : go(step(place, { month }), formatMonth(month));
    return html`${group === "" ? "" : html`for ${groupTitle(group)} `}in ${shown}`;
  });
  const isHere = told.every(({ month }) => month === place.month);
  const since = isHere ? "" : html`What it says now began ${join(parts, "; ")}.`;
  const first = since === "" ? "" : html`<p class="says">${since}</p>`;
  return html`${first}${agreed === null ? "" : whatWasAgreed(agreed)}`;
}

/** So many actions stand open; the others are folded, so that the chart isn't far below. */
const agreedShown = 3;

function whatWasAgreed(agreed: NonNullable<Measure["agreed"]>): Html {
  if (agreed.length === 0)
    return html`<p class="says">No action that the meeting looks at is meant to move it. <a href="./registers/index.html">All actions</a></p>`;
  const lines = agreed.map((one) => {
    const named =
      one.address === "" ? one.reference : html`<a class="short" href="${one.address}">${one.reference}</a>`;
    return html`<li class="says">${agreedWords(one, named)}</li>`;
  });
  const more = lines.slice(agreedShown);
  const folded =
    more.length === 0
      ? ""
      : html`<details><summary>${formatCount(more.length)} more</summary><ul class="lines plain">${more}</ul></details>`;
  return html`<section><h2>What was agreed</h2><ul class="lines plain">${lines.slice(0, agreedShown)}</ul>${folded}</section>`;
}

/** Any month that is held, to be chosen and opened. */
export function monthForm({ months }: Measure, { month }: DrillPlace): Html {
  const options = months.toReversed().map((one) => {
    const isShown = one.month === month || (month === "" && one === months.at(-1));
    return html`<option value="${one.month}"${isShown ? html` selected` : ""}>${formatMonth(one.month)}</option>`;
  });
  return html`<form class="jump" data-jump><label>Any month <select name="month">${options}</select></label> <button>Open</button></form>`;
}

/** A choice among places, the present one marked. */
export function choice(
  label: string,
  places: readonly { name: string; place: DrillPlace; isCurrent: boolean }[],
): Html {
  const items = places.map(({ name, place, isCurrent }) => html`<li>${go(place, name, isCurrent)}</li>`);
  return html`<nav class="choice" aria-label="${label}"><span aria-hidden="true">${label}</span><ul>${items}</ul></nav>`;
}

const text = (value: Cell | undefined): string => String(value ?? "");

function figuresTable(
  measure: Measure,
  place: DrillPlace,
  figures: Table,
  first: Head,
  link: (row: Row) => Html,
): SortedTable {
  const isDown = place.sort.startsWith("-");
  const column = place.sort.replace(/^-/, "");
  const { rows } = figures.names.includes(column) ? sorted(figures, column, isDown) : figures;
  const has = {
    share: rows.some((row) => typeof row.share === "number"),
    fraction: rows.some((row) => row.fraction !== null),
    target: rows.some((row) => row.target),
    note: rows.some((row) => noteOf(row) !== ""),
  };
  const heads: Head[] = [
    first,
    { title: valueTitle(measure), sort: "value", isNumber: true },
    ...(has.fraction ? [{ title: "Number", isNumber: true }] : []),
    ...(has.share ? [{ title: "Explains", sort: "share", isNumber: true }] : []),
    ...(has.target ? [{ title: "Target", sort: "target" }] : []),
    ...(has.note ? [{ title: "Note" }] : []),
  ];
  const cellsOf = (row: Row): Content[] => [
    link(row),
    shownValue(measure, row),
    ...(has.fraction ? [text(row.fraction)] : []),
    ...(has.share
      ? [typeof row.share === "number" ? formatTarget(Math.round(row.share), "percent") : ""]
      : []),
    ...(has.target ? [text(row.target)] : []),
    ...(has.note ? [noteOf(row)] : []),
  ];
  const caption = html`<span class="unseen">${measure.title}, ${placeTitle(place)}</span>`;
  return { of: measure.figures, caption, heads, lines: linesOf(rows, cellsOf), kind: "figures" };
}

/** What a group's share is of. */
function explainsWords({ explains, many }: Measure): Html {
  const of =
    explains?.of === "shortfall"
      ? `what has been short of the target since ${formatMonth(explains.from)}`
      : `all ${many}`;
  return html`<p class="quiet">Explains: how much of ${of} is the group’s.</p>`;
}

/** Worst first: what explains most, and of those alike the value that is furthest the wrong way. */
function worstFirst({ direction }: Measure, table: Table): Table {
  const byValue = sorted(table, "value", direction !== "increase");
  return table.names.includes("share") ? sorted(byValue, "share", true) : byValue;
}

/** The figure of a group, or the total, in a month. */
export function figureOf(measure: Measure, { by, group }: DrillPlace, month: string): Row | undefined {
  const dimension = group === null ? "" : by;
  const { rows } = where(
    measure.figures,
    (row) => row.by === dimension && row.month === month && (row.group === (group ?? "") || row.group === ""),
  );
  return rows.find((row) => row.group === (group ?? "")) ?? rows.find((row) => row.group === "");
}

const newestFirst = (measure: Measure) => [...measure.months].reverse();

/** A figure, or one group's, by month; each month leads to what it is made of. */
function byMonth(measure: Measure, place: DrillPlace): SortedTable {
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

function byGroup(measure: Measure, place: DrillPlace, month: string): SortedTable {
  const own = where(measure.figures, (row) => row.by === place.by && row.month === month);
  const first: Head = { title: dimensionTitle(place.by), sort: "group" };
  const ordered = place.sort ? own : worstFirst(measure, sorted(own, "group", false));
  const below = measure.months.find((one) => one.month === place.month && one.kind !== "older");
  return figuresTable(measure, place, ordered, first, (row) =>
    row.group === ""
      ? html`All of them`
      : go(step(place, { group: String(row.group), month: below ? place.month : "" }), groupTitle(row.group)),
  );
}

/** From a month's rows to its figures by group, and back to the rows where there are some. */
function otherView(
  measure: Measure,
  place: DrillPlace,
): { name: string; place: DrillPlace; isCurrent: boolean }[] {
  if (place.show === "groups") {
    const isOpened = measure.months.some(({ month, kind }) => month === place.month && kind !== "older");
    return isOpened ? [{ name: capitalise(measure.many), place: step(place, {}), isCurrent: false }] : [];
  }
  if (measure.dimensions.length === 0) return [];
  return [{ name: "By group", place: step(place, { group: null, show: "groups" }), isCurrent: false }];
}

/** The months before and after, where the page has them, each shown as this one is. */
export function neighbours(measure: Measure, place: DrillPlace): Html {
  const at = measure.months.findIndex(({ month }) => month === place.month);
  const near = measure.months.slice(Math.max(0, at - 1), at + 2);
  const months = near.map(({ month }) => ({
    name: formatMonth(month),
    place: step(place, { month, also: place.also, show: place.show }),
    isCurrent: month === place.month,
  }));
  return choice("Month", [...months, ...otherView(measure, place)]);
}

/** So many letters are said of a group that is asked for and that there isn't. */
const longestSaid = 40;

/** What is said of a month that isn't held: that it isn't, which are, and the way to them. */
export function notHeldLevel(measure: Measure, place: DrillPlace): Level {
  const { months } = measure;
  const isOne = isMonth(place.month);
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  const held =
    first === undefined || last === undefined
      ? "No month of this figure is held."
      : html`Held: ${formatMonth(first)} to ${formatMonth(last)}. ${go(step(place, { month: last }), `Open ${formatMonth(last)}`)}`;
  const isLater = last !== undefined && place.month > last;
  const lead = isOne
    ? html`${formatMonth(place.month)} isn’t held${isLater ? ": it comes after the newest month there is" : ""}. ${held}`
    : html`‘${place.month}’ isn’t a month, such as ${last ?? "2022-03"}. ${held}`;
  const top = html`${crumbs(measure, step(place, { month: "" }))}${heading(measure, isOne ? place : step(place, { month: "" }), lead)}${months.length === 0 ? "" : monthForm(measure, { ...place, month: "" })}`;
  return { top, table: null };
}

/** So many groups are named where one is asked for that there isn't. */
const mostNamed = 40;

/** Whether the figures have a group, in any month. */
export const hasGroup = ({ figures }: Measure, { by, group }: DrillPlace): boolean =>
  group === null || figures.rows.some((row) => row.by === by && row.group === group);

/** What is said of a group that isn't in the figures: that there is none, which there are, and the way to the level above. */
export function noGroupLevel(measure: Measure, place: DrillPlace): Level {
  const { by, group, month } = place;
  const above = step(place, { group: null, show: month === "" ? "" : "groups" });
  const groups = [...new Set(measure.figures.rows.filter((row) => row.by === by).map((row) => row.group))];
  const named = groups
    .slice(0, mostNamed)
    .map((one) => html`<li>${go(step(place, { group: String(one) }), groupTitle(one))}</li>`);
  const more =
    groups.length > mostNamed ? html`<p class="quiet">The first ${mostNamed} of ${groups.length}.</p>` : "";
  const asked = groupTitle((group ?? "").slice(0, longestSaid));
  const lead = html`There is no ${formatDimension(by)} ‘${asked}’ in these figures. ${go(above, `All by ${formatDimension(by)}`)}`;
  const top = html`${crumbs(measure, step(place, { group: null }))}${heading(measure, above, lead)}<p class="says">There are:</p><ul class="lines plain">${named}</ul>${more}`;
  return { top, table: null };
}

/** The levels above the rows: a figure by a dimension, now or in a month, or by month, also one group by month. */
export function figureLevels(measure: Measure, place: DrillPlace): Level {
  const named = measure.months.find(({ month }) => month === place.month) ?? measure.months.at(-1);
  const month = named?.month ?? "";
  const lead = sentence(measure, figureOf(measure, place, month), named?.when ?? "");
  const page = html`<a href="./measures/${measure.id}.html">About this figure</a>`;
  const head = html`${crumbs(measure, place)}${heading(measure, place, html`${lead} ${page}`)}`;
  const top = html`${head}${ways(measure, place)}${chartOf(measure, place, false, monthForm(measure, place))}`;
  const newest = html`<p class="quiet">Figures are as the newest extracts have them.</p>`;
  const explained = measure.explains && month >= measure.explains.from && month <= measure.explains.to;
  if (place.group !== null) return { top: html`${top}${newest}`, table: byMonth(measure, place) };
  const table = place.by === "month" ? byMonth(measure, place) : byGroup(measure, place, month);
  const by = [...measure.dimensions, ...(place.month === "" ? ["month"] : [])].map((name) => ({
    name: formatDimension(name),
    place: step(place, { by: name, show: place.show }),
    isCurrent: name === place.by,
  }));
  const months = place.month === "" ? "" : neighbours(measure, place);
  return {
    top: html`${top}${months}${choice("Opened by", by)}${explained && place.by !== "month" ? explainsWords(measure) : ""}${newest}`,
    table,
  };
}
