import * as Plot from "@observablehq/plot";
import type { Html } from "../report/html.ts";
import { bandsOf, limitMarks } from "./limitMarks.ts";
import type { Trend } from "./months.ts";
import { breakPoints, gapsOf, lonePoints, pointsOf } from "./points.ts";
import { sayScale } from "./sayScale.ts";
import { lastMark, signMarks } from "./signMarks.ts";
import { document, toSvg } from "./svg.ts";
import { targetMarks } from "./targetMarks.ts";
import { axisOf, toHalves } from "./trend.ts";

/** A line of a line of text's height, without axes: limits, signs and the shape of the last months beside a number. */
export function drawSpark(trend: Trend): Html {
  const { months, breaks = [] } = trend;
  const points = pointsOf(months, breaks);
  const axis = trend.axis ?? axisOf(trend, 2);
  const gaps = gapsOf(months);
  const broken = breakPoints(points);
  const lonely = lonePoints(points);
  const chart = Plot.plot({
    document,
    // 36 months are three pixels each: steps that repeat weigh next to nothing compressed.
    width: 116,
    height: 30,
    margin: 4,
    x: { domain: [-0.5, points.length - 0.5], axis: null },
    y: { domain: axis.domain, axis: null, interpolate: toHalves },
    marks: [
      ...limitMarks(bandsOf(months, [...breaks, ...(trend.rebases ?? [])]), axis.domain, true),
      Plot.ruleY([axis.domain[0]], { stroke: "var(--hairline)" }),
      ...(gaps.length === 0
        ? []
        : [
            Plot.rectX(gaps, {
              x1: (gap) => gap.from - 0.5,
              x2: (gap) => gap.to + 0.5,
              fill: "url(#hatch)",
            }),
          ]),
      ...targetMarks(trend, { stroke: "var(--target)", strokeDasharray: "4 3" }),
      ...(broken.length === 0
        ? []
        : [Plot.ruleX(broken, { x: (point) => point.index - 0.5, stroke: "var(--axis)" })]),
      Plot.lineY(points, { x: "index", y: "value", z: "part", stroke: "var(--line)", strokeWidth: 1.2 }),
      ...(lonely.length === 0
        ? []
        : [Plot.dot(lonely, { x: "index", y: "value", r: 1.6, fill: "var(--line)" })]),
      ...signMarks({ months, radius: 2, plain: 0 }),
      ...lastMark(months, 2.6),
    ],
  });
  sayScale(chart, trend, axis.domain);
  return toSvg(chart, trend.label, "spark");
}
