import { axisFor, formatTick } from "../../../charts/scale.ts";
import {
  formatDay,
  formatDimension,
  formatMonth,
  formatShortMonth,
  formatTarget,
  formatValue,
  lowerFirst,
} from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import type { Measure, Row } from "./data.ts";
import { groupTitle, noteOf } from "./drillWords.ts";
import { isPhone } from "./phone.ts";
import { addressOf, type DrillPlace } from "./place.ts";

/** So many months are drawn, more where what is said of the measure began before, or the month shown lies before. */
const monthsDrawn = 36;
const monthsBeforeThat = 6;

interface Size {
  width: number;
  height: number;
  /** At most so many months are named. */
  names: number;
}

const sizes: Readonly<Record<"wide" | "phone", Size>> = {
  wide: { width: 760, height: 220, names: 8 },
  phone: { width: 350, height: 210, names: 3 },
};
const margin = { top: 10, right: 12, bottom: 26, left: 46 };

type Values = (number | null)[];

/** A line of the chart: how it is drawn is its style's, by `kind`. */
interface Line {
  kind: "own" | "all" | "before" | "target";
  name: string;
  values: Values;
}

interface Drawn {
  months: string[];
  lines: Line[];
  /** What is held of what is shown in each month. */
  rows: (Row | undefined)[];
  /** The events noted in them. */
  flags: Measure["notes"];
  /** The place of the month that is shown among them. */
  at: number;
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
  const valuesOf = (rows: ReadonlyMap<string, Row>, back = 0): Values =>
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

/** A line through the months with a value, broken where there is none; a month alone is a dot's width. */
function pathOf(values: Values, x: (at: number) => number, y: (value: number) => number): string {
  return values
    .map((value, at) => {
      if (value === null) return "";
      const isFirst = at === 0 || values[at - 1] === null;
      const isAlone = isFirst && (values[at + 1] ?? null) === null;
      const point = `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      return `${isFirst ? "M" : "L"}${point}${isAlone ? "h.1" : ""}`;
    })
    .join("");
}

function draw(
  measure: Measure,
  { months, lines, flags, at }: Drawn,
  words: string,
  { width, names, ...size }: Size,
  isLow: boolean,
): Html {
  const height = isLow ? size.height - 70 : size.height;
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const axis = axisFor(values, null, measure.unit, isLow ? 3 : 4);
  const [low, high] = axis.domain;
  const step = (width - margin.left - margin.right) / months.length;
  const x = (index: number) => margin.left + step * (index + 0.5);
  const y = (value: number) =>
    margin.top + ((high - value) / (high - low)) * (height - margin.top - margin.bottom);
  const every = Math.ceil(months.length / names);
  const own = lines.find((line) => line.kind === "own");
  const current = own?.values[at] ?? null;
  return html`
    <svg class="chart drill-chart" role="img" aria-label="${words}" viewBox="0 0 ${width} ${height}"
      data-months="${months[0]} ${months.at(-1)}" data-x="${x(0).toFixed(1)} ${x(months.length - 1).toFixed(1)}"
      data-y="${low} ${y(low).toFixed(1)} ${high} ${y(high).toFixed(1)}">
      ${axis.ticks.map(
        (tick) =>
          html`<path class="grid" d="M${margin.left} ${y(tick).toFixed(1)}H${width - margin.right}"/><text x="${margin.left - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${formatTick(tick, axis, measure.unit)}</text>`,
      )}
      ${months.map((month, index) =>
        (months.length - 1 - index) % every === 0
          ? html`<text x="${Math.min(x(index), width - 34).toFixed(1)}" y="${height - 8}" text-anchor="middle">${formatShortMonth(month)}</text>`
          : "",
      )}
      <path class="shown" d="M${x(at).toFixed(1)} ${margin.top}V${height - margin.bottom}"/>
      ${lines.map((line) => html`<path class="line ${line.kind}" d="${pathOf(line.values, x, y)}"/>`)}
      ${current === null ? "" : html`<circle cx="${x(at).toFixed(1)}" cy="${y(current).toFixed(1)}" r="4"/>`}
      ${[...new Set(flags.map(({ month }) => month))].map((month, place) => {
        const numbers = flags.filter((flag) => flag.month === month).map(({ number }) => String(number));
        const from = x(months.indexOf(month)) - step / 2;
        const isNearEnd = from > width * 0.8;
        return html`<path class="flag" d="M${from.toFixed(1)} ${margin.top}V${height - margin.bottom}"/><text class="flag" x="${(from + (isNearEnd ? -5 : 5)).toFixed(1)}" y="${height - margin.bottom - 6 - (place % 3) * 16}" text-anchor="${isNearEnd ? "end" : "start"}">note ${numbers.join(", ")}</text>`;
      })}
    </svg>`;
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
      <div class="chart-box">${draw(measure, drawn, label, sizes[isPhone() ? "phone" : "wide"], isLow)}</div>
      <p class="chart-said" role="status"></p>
      <figcaption><ul class="drill-keys">${keys}</ul>${notedBelow(measure, place, drawn)}</figcaption>
    </figure>
    ${spanChoice(measure, place)}
    ${below}`;
  return isLow && isPhone()
    ? html`<details class="drill-fold"><summary>${words}</summary>${chart}</details>`
    : html`<p class="says">${words}</p>${chart}`;
}
