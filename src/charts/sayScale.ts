import type * as Plot from "@observablehq/plot";
import type { Trend } from "./months.ts";
import { sayLimits, saySigns, sayValues } from "./sayMonths.ts";
import { tenth } from "./svg.ts";

/**
 * Says on a chart of months which series it draws and by what scale, so that whoever reads the drawing, such as the
 * scan of a release, can tell which month and value each point of it is: `data-measure`, `data-group`, `data-months`
 * (first and last), `data-x` (where these lie) and `data-y` (two values, each with where it lies); where it `says` what its
 * months say, `data-values`, `data-unit`, `data-limits` and `data-signs`. Months are drawn by their index. A chart without figures says nothing.
 */
export function sayScale(
  chart: Element & Plot.Plot,
  {
    months,
    unit,
    says,
    breaks = [],
    rebases = [],
  }: Pick<Trend, "months" | "unit" | "says" | "breaks" | "rebases">,
  [low, high]: readonly [number, number],
): void {
  const figure = months.find((one) => one.figure)?.figure;
  const [x, y] = [chart.scale("x")?.apply, chart.scale("y")?.apply];
  const [first, last] = [months[0], months.at(-1)];
  if (!figure || !x || !y || !first || !last) return;
  const said = {
    measure: figure.measure,
    group: figure.group,
    months: `${first.month} ${last.month}`,
    x: [x(0), x(months.length - 1)].map(tenth).join(" "),
    y: [low, tenth(y(low)), high, tenth(y(high))].join(" "),
    ...(says
      ? {
          values: sayValues(months, unit),
          unit,
          limits: sayLimits(months, [...breaks, ...rebases]),
          signs: saySigns(months),
        }
      : {}),
  };
  for (const [name, value] of Object.entries(said)) chart.setAttribute(`data-${name}`, value);
}
