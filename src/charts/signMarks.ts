import type * as Plot from "@observablehq/plot";
import type { Figure } from "../measures/figure.ts";
import { hasValue } from "../report/series.ts";
import { drawn, element } from "./svg.ts";
import { outline, signColours } from "./symbols.ts";

type Variation = Exclude<Figure["variation"], "">;
type Months = readonly { month: string; figure: Figure | null }[];

interface Signs {
  months: Months;
  /** Half the width of a sign, and of a month in which nothing is unusual (0: not drawn). */
  radius: number;
  plain: number;
}

/** A sign at each month that says something, a path to a kind; grey dots at the others. */
export function signMarks({ months, radius, plain }: Signs): Plot.Markish[] {
  const kinds: readonly Variation[] = ["common", "improvement", "high", "low", "concern"];
  const shown = kinds.flatMap((kind) => {
    const indices = months.flatMap(({ figure }, index) =>
      hasValue(figure) && (figure.variation || "common") === kind ? [{ index, value: figure.value }] : [],
    );
    const size = kind === "common" ? plain : radius;
    return indices.length > 0 && size > 0 ? [{ kind, indices, size }] : [];
  });
  if (shown.length === 0) return [];
  return [
    drawn(({ x, y }) =>
      shown.map(({ kind, indices, size }) => {
        const { fill, edge: stroke } = signColours[kind];
        const d = indices.map(({ index, value }) => outline(kind, x(index), y(value), size)).join("");
        const edged: Record<string, string> = kind === "common" ? {} : { stroke };
        return element("path", { "data-sign": kind, d, fill, ...edged });
      }),
    ),
  ];
}

/** Intervals are drawn of this many months at the end: more would hide the limits. */
export const monthsWithInterval = 13;

/** How sure a sample makes the last 13 months: a thin line from end to end of each interval, the last one heavier. */
export function intervalMarks(months: Months, clip: readonly [number, number]): Plot.Markish[] {
  const within = (value: number) => Math.min(Math.max(value, clip[0]), clip[1]);
  const held = months.flatMap(({ figure }, index) =>
    index >= months.length - monthsWithInterval && figure && figure.lower !== null && figure.upper !== null
      ? [{ index, lower: within(figure.lower), upper: within(figure.upper) }]
      : [],
  );
  const last = held.at(-1);
  if (!last) return [];
  return [
    drawn(({ x, y }) => {
      const line = ({ index, lower, upper }: typeof last) => `M${x(index)} ${y(lower)}V${y(upper)}`;
      const caps = [last.lower, last.upper].map((value) => `M${x(last.index)} ${y(value)}m-3 0h6`).join("");
      const thin = held.slice(0, -1).map(line).join("");
      return [
        ...(thin ? [element("path", { d: thin, stroke: "var(--axis)", "stroke-opacity": 0.55 })] : []),
        element("path", {
          "data-interval": "last",
          d: line(last) + caps,
          fill: "none",
          stroke: "var(--ink)",
          "stroke-width": 1.4,
        }),
      ];
    }),
  ];
}

/** The sign of the last month with a figure, larger than the others; open where that isn't the reported month. */
export function lastMark(months: Months, radius: number): Plot.Markish[] {
  const index = months.findLastIndex(({ figure }) => hasValue(figure));
  const figure = months[index]?.figure;
  if (!hasValue(figure)) return [];
  const variation = figure.variation || "common";
  const isCommon = variation === "common";
  const { fill, edge } = isCommon ? { fill: "var(--line)", edge: "var(--line)" } : signColours[variation];
  return [
    drawn(({ x, y }) => [
      element("path", {
        "data-last": variation,
        d: outline(variation, x(index), y(figure.value), radius),
        fill: index === months.length - 1 ? fill : "var(--page)",
        stroke: edge,
        "stroke-width": 1.5,
      }),
    ]),
  ];
}
