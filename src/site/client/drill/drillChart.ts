import { axisFor } from "../../../charts/scale.ts";
import {
  formatMonth,
  formatShortMonth,
  formatTarget,
  formatValue,
  lowerFirst,
} from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import type { Measure, Row } from "./data.ts";
import { groupTitle } from "./drillWords.ts";
import { isPhone } from "./phone.ts";
import type { Place } from "./place.ts";

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
  /** The place of the month that is shown among them. */
  at: number;
}

const toNumber = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** What is drawn of a place: its group, or all; all beside a group; each a year before; the target of each month. */
function linesOf(measure: Measure, { by, group, month }: Place): Drawn {
  const held = measure.months.map((one) => one.month);
  const shown = Math.max(0, month === "" ? held.length - 1 : held.indexOf(month));
  const began = measure.began === null ? held.length : held.indexOf(measure.began);
  const first = Math.max(0, Math.min(held.length - monthsDrawn, shown - 12, began - monthsBeforeThat));
  const months = held.slice(first);
  const seriesOf = (dimension: string, name: string) =>
    new Map(
      measure.figures.rows
        .filter((row) => row.by === dimension && row.group === name)
        .map((row) => [String(row.month), row] as const),
    );
  const total = seriesOf("", "");
  const own = group === null ? total : seriesOf(by, group);
  const valuesOf = (rows: ReadonlyMap<string, Row>, back = 0): Values =>
    months.map((_, at) => toNumber(rows.get(held[first + at - back] ?? "")?.value));
  const lines: Line[] = [
    { kind: "target", name: "Target", values: months.map((one) => toNumber(total.get(one)?.aim)) },
    { kind: "before", name: "A year before", values: valuesOf(own, 12) },
    ...(group === null ? [] : [{ kind: "all" as const, name: "All", values: valuesOf(total) }]),
    { kind: "own", name: group === null ? "All" : groupTitle(group), values: valuesOf(own) },
  ];
  const isDrawn = ({ values }: Line) => values.some((value) => value !== null);
  return { months, lines: lines.filter(isDrawn), at: shown - first };
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
  { months, lines, at }: Drawn,
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
    <svg class="chart drill-chart" role="img" aria-label="${words}" viewBox="0 0 ${width} ${height}">
      ${axis.ticks.map(
        (tick) =>
          html`<path class="grid" d="M${margin.left} ${y(tick).toFixed(1)}H${width - margin.right}"/><text x="${margin.left - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${formatTarget(tick, measure.unit)}</text>`,
      )}
      ${months.map((month, index) =>
        (months.length - 1 - index) % every === 0
          ? html`<text x="${Math.min(x(index), width - 34).toFixed(1)}" y="${height - 8}" text-anchor="middle">${formatShortMonth(month)}</text>`
          : "",
      )}
      <path class="shown" d="M${x(at).toFixed(1)} ${margin.top}V${height - margin.bottom}"/>
      ${lines.map((line) => html`<path class="line ${line.kind}" d="${pathOf(line.values, x, y)}"/>`)}
      ${current === null ? "" : html`<circle cx="${x(at).toFixed(1)}" cy="${y(current).toFixed(1)}" r="4"/>`}
      ${months.map((month, index) => {
        const value = own?.values[index] ?? null;
        const said = value === null ? "no figure" : formatValue(value, measure.unit);
        return html`<rect data-month="${month}" x="${(x(index) - step / 2).toFixed(1)}" y="0" width="${step.toFixed(2)}" height="${height}"><title>${formatMonth(month)}: ${said}</title></rect>`;
      })}
    </svg>`;
}

/** What the chart says of the month that is shown: the group, all, the year before and the target. */
function findingOf(measure: Measure, { months, lines, at }: Drawn): string {
  const month = formatMonth(months[at] ?? "");
  const said = lines.toReversed().flatMap(({ kind, name, values }) => {
    const value = values[at];
    if (value === null || value === undefined)
      return kind === "own" ? [`${name}: no figure in ${month}`] : [];
    if (kind === "target") return [`target ${measure.target ?? formatTarget(value, measure.unit)}`];
    const shown = formatValue(value, measure.unit);
    return [kind === "own" ? `${name}: ${shown} in ${month}` : `${lowerFirst(name)} ${shown}`];
  });
  return `${said.join("; ")}.`;
}

/**
 * The chart of a place with what it says in words, low where a list follows and then folded on a phone; nothing where fewer than
 * two months have a figure. `below` is what belongs with it.
 */
export function chartOf(measure: Measure, place: Place, isLow: boolean, below: Html): Html {
  const drawn = linesOf(measure, place);
  const own = drawn.lines.find(({ kind }) => kind === "own")?.values.filter((value) => value !== null) ?? [];
  if (own.length < 2) return below;
  const words = findingOf(measure, drawn);
  const [first, last] = [drawn.months[0] ?? "", drawn.months.at(-1) ?? ""];
  const [least, most] = [Math.min(...own), Math.max(...own)].map((value) => formatValue(value, measure.unit));
  const span = `${formatMonth(first)} to ${formatMonth(last)}`;
  const label = `${span}, from ${least} to ${most}. ${words}`;
  const keys = drawn.lines.toReversed().map(({ kind, name }) => {
    return html`<li><svg class="drill-key" viewBox="0 0 30 10" aria-hidden="true"><path class="line ${kind}" d="M0 5H30"/></svg>${name}</li>`;
  });
  const chart = html`
    <figure class="drill-figure">
      ${draw(measure, drawn, label, sizes[isPhone() ? "phone" : "wide"], isLow)}
      <figcaption><ul class="drill-keys">${keys}</ul></figcaption>
    </figure>
    ${below}`;
  return isLow && isPhone()
    ? html`<details class="drill-fold"><summary>${words}</summary>${chart}</details>`
    : html`<p class="says">${words}</p>${chart}`;
}
