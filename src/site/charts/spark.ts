import * as Plot from "@observablehq/plot";
import type { Html } from "../html.ts";
import { breakPoints, gapsOf, lonePoints, pointsOf } from "./points.ts";
import { axisFor } from "./scale.ts";
import { document, toSvg } from "./svg.ts";
import type { Trend } from "./trend.ts";

/** A line of a line of text's height, without axes: the shape of the last months beside a number. */
export function drawSpark(trend: Trend): Html {
  const points = pointsOf(trend.months, trend.breaks);
  const held = points.filter((point) => !Number.isNaN(point.value));
  const axis =
    trend.axis ??
    axisFor(
      held.map((point) => point.value),
      trend.target,
      trend.unit,
      2,
    );
  const last = held.at(-1);
  const chart = Plot.plot({
    document,
    width: 108,
    height: 30,
    margin: 4,
    x: { domain: [-0.5, points.length - 0.5], axis: null },
    y: { domain: axis.domain, axis: null },
    marks: [
      Plot.ruleY([axis.domain[0]], { stroke: "var(--hairline)" }),
      Plot.rectX(gapsOf(trend.months), {
        x1: (gap) => gap.from - 0.5,
        x2: (gap) => gap.to + 0.5,
        fill: "url(#hatch)",
      }),
      ...(trend.target === null
        ? []
        : [Plot.ruleY([trend.target], { stroke: "var(--target)", strokeDasharray: "4 3" })]),
      Plot.ruleX(breakPoints(points), { x: (point) => point.index - 0.5, stroke: "var(--axis)" }),
      Plot.lineY(points, { x: "index", y: "value", z: "part", stroke: "var(--line)", strokeWidth: 1.4 }),
      Plot.dot(lonePoints(points), { x: "index", y: "value", r: 1.6, fill: "var(--line)" }),
      ...(last ? [Plot.dot([last], { x: "index", y: "value", r: 2.6, fill: "var(--line)" })] : []),
    ],
  });
  return toSvg(chart, trend.label, "spark");
}
