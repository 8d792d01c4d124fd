import { axisFor, formatTick } from "../../../charts/scale.ts";
import { formatShortMonth } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { linePath } from "../chart/linePath.ts";
import type { Measure } from "./data.ts";

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

/** A line of the chart: how it is drawn is its style's, by `kind`. */
export interface Line {
  kind: "own" | "all" | "before" | "target";
  name: string;
  values: (number | null)[];
}

/** Months as a chart draws them. */
export interface DrawnMonths {
  months: string[];
  lines: Line[];
  /** The events noted in them. */
  flags: Measure["notes"];
  /** The place of the month that is shown among them. */
  at: number;
}

/** The months of a place as an inline SVG, low where a list follows it. `words` is its name for who doesn't see it. */
export function drawMonths(
  { months, lines, flags, at }: DrawnMonths,
  unit: string,
  words: string,
  kind: keyof typeof sizes,
  isLow: boolean,
): Html {
  const { width, names, ...size } = sizes[kind];
  const height = isLow ? size.height - 70 : size.height;
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const axis = axisFor(values, null, unit, isLow ? 3 : 4);
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
          html`<path class="grid" d="M${margin.left} ${y(tick).toFixed(1)}H${width - margin.right}"/><text x="${margin.left - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${formatTick(tick, axis, unit)}</text>`,
      )}
      ${months.map((month, index) =>
        (months.length - 1 - index) % every === 0
          ? html`<text x="${Math.min(x(index), width - 34).toFixed(1)}" y="${height - 8}" text-anchor="middle">${formatShortMonth(month)}</text>`
          : "",
      )}
      <path class="shown" d="M${x(at).toFixed(1)} ${margin.top}V${height - margin.bottom}"/>
      ${lines.map((line) => html`<path class="line ${line.kind}" d="${linePath(line.values, x, y)}"/>`)}
      ${current === null ? "" : html`<circle cx="${x(at).toFixed(1)}" cy="${y(current).toFixed(1)}" r="4"/>`}
      ${[...new Set(flags.map(({ month }) => month))].map((month, place) => {
        const numbers = flags.filter((flag) => flag.month === month).map(({ number }) => String(number));
        const from = x(months.indexOf(month)) - step / 2;
        const isNearEnd = from > width * 0.8;
        return html`<path class="flag" d="M${from.toFixed(1)} ${margin.top}V${height - margin.bottom}"/><text class="flag" x="${(from + (isNearEnd ? -5 : 5)).toFixed(1)}" y="${height - margin.bottom - 6 - (place % 3) * 16}" text-anchor="${isNearEnd ? "end" : "start"}">note ${numbers.join(", ")}</text>`;
      })}
    </svg>`;
}
