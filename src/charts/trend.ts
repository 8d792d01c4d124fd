import * as Plot from "@observablehq/plot";
import { isReachable } from "../report/controlLimits.ts";
import { type Html, trusted } from "../report/html.ts";
import { hasValue } from "../report/series.ts";
import { breakMarks, gapMarks, gridMarks, monthMarks } from "./axisMarks.ts";
import { frameFor, frames, isFull, isOnPage, isWide, type Size } from "./frames.ts";
import { labelMarks } from "./labelMarks.ts";
import { bandsOf, limitMarks } from "./limitMarks.ts";
import type { Trend } from "./months.ts";
import { lonePoints, type Point, pointsOf } from "./points.ts";
import { sayScale } from "./sayScale.ts";
import { type Axis, axisFor } from "./scale.ts";
import { intervalMarks, lastMark, monthsWithInterval, signMarks } from "./signMarks.ts";
import { document, toSvg } from "./svg.ts";
import { targetMarks, targetRuns } from "./targetMarks.ts";

/** An axis for months with their limits, where a value could reach them, and the ends of a sample's interval. */
export function axisOf(
  { months, unit, target }: Pick<Trend, "months" | "unit" | "target">,
  ticks: number,
): Axis {
  const values = months.flatMap(({ figure }) => (hasValue(figure) ? [figure.value] : []));
  const limits = months.flatMap(({ figure }) =>
    [figure?.lower_limit ?? null, figure?.upper_limit ?? null].flatMap((limit) =>
      limit !== null && isReachable(limit, unit) ? [limit] : [],
    ),
  );
  const intervals = months
    .slice(-monthsWithInterval)
    .flatMap(({ figure }) => [figure?.lower ?? [], figure?.upper ?? []].flat());
  const targets = targetRuns({ months, target }).map(({ value }) => value);
  return axisFor([...values, ...limits, ...intervals, ...targets], target, unit, ticks);
}

/**
 * A control chart over months, as inline SVG: the limits as a faint band with their average, the target dashed, and
 * at each month that says something a sign of its own shape; nothing is coloured where nothing is unusual. Not held
 * and hidden months are hatched and break line and band. The last month has a larger sign, an open one where the
 * reported month has no figure.
 */
export function drawTrend(trend: Trend, size: Size): Html {
  const { months, breaks = [] } = trend;
  const frame = frameFor(size, months.length);
  const points = pointsOf(months, breaks);
  const full = isFull(size);
  const axis = trend.axis ?? axisOf(trend, full ? 5 : 2);
  const chart = Plot.plot({
    document,
    width: frame.width,
    height: frame.height,
    marginTop: frame.top,
    marginRight: frame.right,
    marginBottom: frame.bottom,
    marginLeft: frame.left,
    x: { domain: [-0.5, points.length - 0.5], axis: null },
    y: { domain: axis.domain, axis: null, interpolate: toHalves },
    marks: [
      ...limitMarks(bandsOf(months, [...breaks, ...(trend.rebases ?? [])]), axis.domain, !full),
      ...gridMarks(axis, trend, frame, size),
      ...monthMarks(points, frame, full),
      ...gapMarks(trend, frame, points.length, full),
      ...breakMarks(trend, points, axis, frame, full),
      ...targetMarks(trend, { stroke: "var(--target)", strokeWidth: 1.5, strokeDasharray: "5 4" }),
      ...intervalMarks(full ? months : onlyLast(months), axis.domain),
      Plot.lineY(points, {
        x: "index",
        y: "value",
        z: "part",
        stroke: "var(--line)",
        strokeWidth: full ? 1.4 : 1.2,
        strokeOpacity: 0.75,
      }),
      ...lonelyMarks(points),
      ...signMarks({ months, radius: frame.sign, plain: isOnPage(size) ? 0 : frame.plain }),
      ...lastMark(months, frame.sign + 1),
      ...(full ? labelMarks(trend, axis, frame, isWide(size)) : []),
    ],
  });
  if (isOnPage(size)) markMonths(chart, size);
  sayScale(chart, trend, axis.domain);
  return toSvg(chart, trend.label, size);
}

/** A dot at each month of the line, which `monthDots` draws: a path of their own would say every place once more. */
function markMonths(chart: Element, size: Size): void {
  const line = chart.querySelector('g[stroke="var(--line)"][fill="none"]');
  for (const place of ["start", "mid", "end"]) line?.setAttribute(`marker-${place}`, `url(#dot-${size})`);
}

/** The dots of the charts on a page, as markers for its `<defs>`. */
export const monthDots = trusted(
  (["wide", "narrow"] as const)
    .map((size) => {
      const { plain } = frames[size];
      return `<marker id="dot-${size}" markerUnits="userSpaceOnUse" markerWidth="${2 * plain}" markerHeight="${2 * plain}" overflow="visible"><circle r="${plain}" fill="var(--axis)"></circle></marker>`;
    })
    .join(""),
);

/** Places to half a pixel: in a small chart as fine as can be seen, and a page of many weighs a tenth less. */
export const toHalves =
  <Place>(from: Place, to: Place) =>
  (share: number) =>
    (Math.round(2 * (Number(from) + (Number(to) - Number(from)) * share)) / 2) as Place;

function onlyLast(months: Trend["months"]): Trend["months"] {
  return months.map((one, index) => (index === months.length - 1 ? one : { month: one.month, figure: null }));
}

function lonelyMarks(points: readonly Point[]): Plot.Markish[] {
  const lonely = lonePoints(points);
  return lonely.length === 0
    ? []
    : [Plot.dot(lonely, { x: "index", y: "value", r: 2.2, fill: "var(--line)" })];
}
