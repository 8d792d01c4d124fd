import {
  formatDay,
  formatDimension,
  formatMonth,
  formatTarget,
  formatValue,
  lowerFirst,
} from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import type { Measure, Row } from "./data.ts";
import { type DrawnMonths, drawMonths, type Line } from "./drillDrawing.ts";
import { groupTitle, noteOf } from "./drillWords.ts";
import { isPhone } from "./phone.ts";
import { addressOf, type DrillPlace } from "./place.ts";

/** So many months are drawn, more where what is said of the measure began before, or the month shown lies before. */
const monthsDrawn = 36;
const monthsBeforeThat = 6;

interface Drawn extends DrawnMonths {
  /** What is held of what is shown in each month. */
  rows: (Row | undefined)[];
}

const toNumber = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** What is drawn of a place: its group, or all; all beside a group; each a year before; the target of each month. */
function linesOf(measure: Measure, { by, group, month, drawn }: DrillPlace): Drawn {
  const held = measure.months.map((one) => one.month);
  const shown = Math.max(0, month === "" ? held.length - 1 : held.indexOf(month));
  const began = measure.began === null ? held.length : held.indexOf(measure.began);
  const usual = Math.min(held.length - monthsDrawn, shown - 12, began - monthsBeforeThat);
  const first = Math.max(
    0,
    drawn === "" ? usual : drawn === "13" ? Math.min(held.length - 13, shown - 12) : 0,
  );
  const months = held.slice(first, drawn === "13" ? first + 13 : held.length);
  const seriesOf = (dimension: string, name: string) =>
    new Map(
      measure.figures.rows
        .filter((row) => row.by === dimension && row.group === name)
        .map((row) => [String(row.month), row] as const),
    );
  const total = seriesOf("", "");
  const rowsOf = group === null ? total : seriesOf(by, group);
  const valuesOf = (rows: ReadonlyMap<string, Row>, back = 0): (number | null)[] =>
    months.map((_, at) => toNumber(rows.get(held[first + at - back] ?? "")?.value));
  const lines: Line[] = [
    { kind: "target", name: "Target", values: months.map((one) => toNumber(total.get(one)?.aim)) },
    { kind: "before", name: "A year before", values: valuesOf(rowsOf, 12) },
    ...(group === null ? [] : [{ kind: "all" as const, name: "All", values: valuesOf(total) }]),
    { kind: "own", name: group === null ? "All" : groupTitle(group), values: valuesOf(rowsOf) },
  ];
  const isDrawn = ({ values }: Line) => values.some((value) => value !== null);
  const own = group === null ? total : rowsOf;
  const flags = notesOf(measure, by, group).filter(
    (note) => note.number !== null && months.includes(note.month),
  );
  return {
    months,
    lines: lines.filter(isDrawn),
    rows: months.map((one) => own.get(one)),
    flags,
    at: shown - first,
  };
}

/** What the office notes of a measure, and of a group where that is shown; of every group where all are. */
function notesOf({ notes }: Measure, by: string, group: string | null): Measure["notes"] {
  return notes.filter(
    (note) => group === null || note.group === "" || (note.dimension === by && note.group === group),
  );
}

/** What the chart says of a month: the group, all, the year before and the target. */
function findingOf(measure: Measure, { months, lines, rows }: Drawn, at: number): string {
  const month = formatMonth(months[at] ?? "");
  const said = lines.toReversed().flatMap(({ kind, name, values }) => {
    const value = values[at];
    if (value === null || value === undefined)
      return kind === "own" ? [`${name}: no figure in ${month}`] : [];
    if (kind === "target") return [`target ${measure.target ?? formatTarget(value, measure.unit)}`];
    const shown = formatValue(value, measure.unit);
    const of = kind === "own" && rows[at]?.fraction ? ` (${rows[at].fraction})` : "";
    return [kind === "own" ? `${name}: ${shown}${of} in ${month}` : `${lowerFirst(name)} ${shown}`];
  });
  return `${said.join("; ")}.`;
}

/** What the months of a place's chart say, for whoever points at one. */
export interface MonthsSaid {
  say: (month: string) => string;
  valueOf: (month: string) => number | null;
}

/** What the months of a place's chart say: its lines, what is to be known of the figure, and what was noted. */
export function monthsOf(measure: Measure, place: DrillPlace): MonthsSaid {
  const drawn = linesOf(measure, place);
  const placeIn = (month: string) => drawn.months.indexOf(month);
  return {
    say: (month) => {
      const note = noteOf(drawn.rows[placeIn(month)]);
      const noted = drawn.flags.filter((flag) => flag.month === month);
      const words = noted.map(({ number, text }) => `Noted ${number}: ${text}`);
      return [findingOf(measure, drawn, placeIn(month)), note, ...words].filter(Boolean).join(" ");
    },
    valueOf: (month) => drawn.lines.find(({ kind }) => kind === "own")?.values[placeIn(month)] ?? null,
  };
}

/** What is noted of the months drawn, by number, and what is said of the month that is shown. */
function notedBelow(measure: Measure, { by, group }: DrillPlace, { flags, months, at }: Drawn): Html {
  const written = ({ author, written_on }: Measure["notes"][number]) =>
    html`<span class="under">${author}, ${formatDay(written_on)}</span>`;
  const whose = (note: Measure["notes"][number]) =>
    note.group === "" ? "" : ` (${formatDimension(note.dimension)} ${note.group})`;
  const events = flags.map(
    (note) =>
      html`<li>Noted ${note.number}, ${formatMonth(note.month)}${whose(note)}: ${note.text} ${written(note)}</li>`,
  );
  const comments = notesOf(measure, by, group)
    .filter(({ number, month }) => number === null && month === months[at])
    .map((note) => html`<p class="comment">${note.text}${whose(note)} ${written(note)}</p>`);
  return html`${events.length === 0 ? "" : html`<ul class="quiet noted">${events}</ul>`}${comments}`;
}

const spans: readonly [DrillPlace["drawn"], string][] = [
  ["13", "13"],
  ["", "Last 3 years"],
  ["all", "All"],
];

/** How many months are drawn, to be chosen; nothing where there are no more than thirteen. */
function spanChoice(measure: Measure, place: DrillPlace): Html {
  if (measure.months.length <= 13) return html``;
  const items = spans.map(([drawn, name]) => {
    const current = drawn === place.drawn ? html` aria-current="true"` : "";
    return html`<li><a href="${addressOf({ ...place, drawn })}" data-go${current}>${name}</a></li>`;
  });
  return html`<nav class="choice drawn" aria-label="Months drawn"><span aria-hidden="true">Months drawn</span><ul>${items}</ul></nav>`;
}

/**
 * The chart of a place with what it says in words, low where a list follows and then folded on a phone; nothing where fewer than
 * two months have a figure. `below` is what belongs with it.
 */
export function chartOf(measure: Measure, place: DrillPlace, isLow: boolean, below: Html): Html {
  const drawn = linesOf(measure, place);
  const own = drawn.lines.find(({ kind }) => kind === "own")?.values.filter((value) => value !== null) ?? [];
  if (own.length < 2) return below;
  const words = findingOf(measure, drawn, drawn.at);
  const [first, last] = [drawn.months[0] ?? "", drawn.months.at(-1) ?? ""];
  const [least, most] = [Math.min(...own), Math.max(...own)].map((value) => formatValue(value, measure.unit));
  const span = `${formatMonth(first)} to ${formatMonth(last)}`;
  const label = `${span}, from ${least} to ${most}. ${words}`;
  const keys = drawn.lines.toReversed().map(({ kind, name }) => {
    return html`<li><svg class="drill-key" viewBox="0 0 30 10" aria-hidden="true"><path class="line ${kind}" d="M0 5H30"/></svg>${name}</li>`;
  });
  const chart = html`
    <figure class="drill-figure">
      <div class="chart-box">${drawMonths(drawn, measure.unit, label, isPhone() ? "phone" : "wide", isLow)}</div>
      <p class="chart-said" role="status"></p>
      <figcaption><ul class="drill-keys">${keys}</ul>${notedBelow(measure, place, drawn)}</figcaption>
    </figure>
    ${spanChoice(measure, place)}
    ${below}`;
  return isLow && isPhone()
    ? html`<details class="drill-fold"><summary>${words}</summary>${chart}</details>`
    : html`<p class="says">${words}</p>${chart}`;
}
