import * as Plot from "@observablehq/plot";
import type { Figure } from "../../measures/figure.ts";
import { formatShortMonth, formatTarget, formatValue, isIndex } from "../format.ts";
import type { Html } from "../html.ts";
import { breakPoints, gapsOf, lonePoints, type Point, pointsOf } from "./points.ts";
import { type Axis, axisFor } from "./scale.ts";
import { document, toSvg } from "./svg.ts";

/** What a chart over months draws. `label` is its name for a reader who can't see it. */
export interface Trend {
  months: readonly { month: string; figure: Figure | null }[];
  unit: string;
  target: number | null;
  label: string;
  /** The months in which a new series begins. */
  breaks?: readonly string[];
  axis?: Axis;
}

interface Frame {
  width: number;
  height: number;
  top: number;
  right: number;
  bottom: number;
  left: number;
  text: number;
}

const frames = {
  wide: { width: 760, height: 340, top: 16, right: 96, bottom: 30, left: 54, text: 13 },
  narrow: { width: 358, height: 260, top: 22, right: 12, bottom: 28, left: 46, text: 12 },
  row: { width: 300, height: 68, top: 7, right: 8, bottom: 19, left: 38, text: 11.5 },
  multiple: { width: 260, height: 120, top: 8, right: 8, bottom: 20, left: 38, text: 11.5 },
} satisfies Record<string, Frame>;

type Size = keyof typeof frames;

/**
 * A line over months, as inline SVG. Not held and hidden months are hatched and break the line; the target
 * is dashed; the last month has a larger point. Neutral ink: no movement is marked as better or worse.
 */
export function drawTrend(trend: Trend, size: Size): Html {
  const frame: Frame = frames[size];
  const points = pointsOf(trend.months, trend.breaks);
  const held = points.filter((point) => !Number.isNaN(point.value));
  const full = size === "wide" || size === "narrow";
  const axis =
    trend.axis ??
    axisFor(
      held.map((point) => point.value),
      trend.target,
      trend.unit,
      full ? 5 : 2,
    );
  const chart = Plot.plot({
    document,
    width: frame.width,
    height: frame.height,
    marginTop: frame.top,
    marginRight: frame.right,
    marginBottom: frame.bottom,
    marginLeft: frame.left,
    x: { domain: [-0.5, points.length - 0.5], axis: null },
    y: { domain: axis.domain, axis: null },
    marks: [
      ...gridMarks(axis, trend, frame, size),
      ...monthMarks(points, frame, full),
      ...gapMarks(trend, frame, points.length, full),
      ...breakMarks(points, frame, full),
      ...targetMarks(trend),
      Plot.lineY(points, {
        x: "index",
        y: "value",
        z: "part",
        stroke: "var(--line)",
        strokeWidth: full ? 1.8 : 1.5,
      }),
      Plot.dot(full && points.length <= 60 ? held : lonePoints(points), {
        x: "index",
        y: "value",
        r: 2.2,
        fill: "var(--line)",
      }),
      ...lastMarks(held.at(-1), points.length),
      ...(full ? labelMarks(held.at(-1), trend, axis, frame, size === "wide") : []),
    ],
  });
  return toSvg(chart, trend.label, size);
}

function gridMarks(axis: Axis, trend: Trend, frame: Frame, size: Size): Plot.Markish[] {
  const { target } = trend;
  const drawn = size === "wide" || size === "narrow" ? axis.ticks : axis.domain;
  const spacing = (frame.height - frame.top - frame.bottom) / (axis.domain[1] - axis.domain[0]);
  const isClear = (tick: number) =>
    size !== "narrow" || target === null || Math.abs(tick - target) * spacing > frame.text;
  return [
    Plot.ruleY(drawn, { stroke: "var(--hairline)", strokeWidth: 1 }),
    Plot.ruleY([axis.domain[0]], { stroke: "var(--axis)", strokeWidth: 1 }),
    Plot.text(drawn.filter(isClear), {
      y: (tick: number) => tick,
      frameAnchor: "left",
      dx: -8,
      textAnchor: "end",
      text: (tick: number) => (isIndex(trend.unit) ? tick.toFixed(1) : formatTarget(tick, trend.unit)),
      fontSize: frame.text,
      fill: "var(--quiet)",
    }),
  ];
}

function monthMarks(points: readonly Point[], frame: Frame, full: boolean): Plot.Markish[] {
  const style = {
    fontSize: frame.text,
    fill: "var(--quiet)",
    frameAnchor: "bottom" as const,
    dy: frame.text + 7,
  };
  if (full && points.length > 24) {
    const januaries = points.filter((point) => point.month.endsWith("-01"));
    const every = frame.width < 500 && januaries.length > 6 ? 2 : 1;
    const labelled = januaries.filter((_, index) => (januaries.length - 1 - index) % every === 0);
    return [
      Plot.ruleX(januaries, {
        x: "index",
        y: null,
        stroke: "var(--axis)",
        strokeWidth: 1,
        insetTop: frame.height - frame.top - frame.bottom,
        insetBottom: -5,
      }),
      Plot.text(labelled, { x: "index", text: (point: Point) => point.month.slice(0, 4), ...style }),
    ];
  }
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return [];
  const text = (point: Point) => formatShortMonth(point.month);
  const ends = [Plot.text([last], { x: "index", text, textAnchor: "end", dx: 6, ...style })];
  if (points.length > 1)
    ends.push(Plot.text([first], { x: "index", text, textAnchor: "start", dx: -4, ...style }));
  return ends;
}

function gapMarks(trend: Trend, frame: Frame, count: number, full: boolean): Plot.Markish[] {
  const perMonth = (frame.width - frame.left - frame.right) / Math.max(count, 1);
  const gaps = gapsOf(trend.months);
  const wide = gaps.filter((gap) => (gap.to - gap.from + 1) * perMonth >= 64);
  return [
    Plot.rectX(gaps, {
      x1: (gap) => gap.from - 0.5,
      x2: (gap) => gap.to + 0.5,
      fill: "url(#hatch)",
      stroke: "var(--hairline)",
    }),
    ...(wide.length > 0
      ? [
          Plot.text(wide, {
            x: (gap) => (gap.from + gap.to) / 2,
            frameAnchor: full ? "top" : "middle",
            dy: full ? 12 : 0,
            text: (gap) => (gap.status === "x" ? "not held" : "hidden"),
            fontSize: frame.text,
            fill: "var(--ink)",
            stroke: "var(--page)",
            strokeWidth: 5,
          }),
        ]
      : []),
  ];
}

/** A line down the chart where a new series begins; in the large chart with a word beside it. */
function breakMarks(points: readonly Point[], frame: Frame, full: boolean): Plot.Markish[] {
  const breaks = breakPoints(points);
  if (breaks.length === 0) return [];
  const x = (point: Point) => point.index - 0.5;
  const rule = Plot.ruleX(breaks, { x, stroke: "var(--axis)", strokeWidth: 1.2, strokeDasharray: "1 3" });
  if (!full) return [rule];
  const word = Plot.text(breaks, {
    x,
    text: () => "break",
    frameAnchor: "bottom",
    textAnchor: "start",
    dx: 5,
    dy: -6,
    fontSize: frame.text,
    fill: "var(--quiet)",
    stroke: "var(--page)",
    strokeWidth: 4,
  });
  return [rule, word];
}

function targetMarks(trend: Trend): Plot.Markish[] {
  if (trend.target === null) return [];
  return [Plot.ruleY([trend.target], { stroke: "var(--target)", strokeWidth: 1.5, strokeDasharray: "5 4" })];
}

function lastMarks(last: Point | undefined, count: number): Plot.Markish[] {
  if (!last) return [];
  const isReported = last.index === count - 1;
  return [
    Plot.dot([last], {
      x: "index",
      y: "value",
      r: 3.6,
      fill: isReported ? "var(--line)" : "var(--page)",
      stroke: "var(--line)",
      strokeWidth: 1.5,
    }),
  ];
}

/** The last value beside its point, and the target beside its line, kept apart. On a narrow chart the value is
 * above its point, or below where the target is in the way, and the target is marked on the axis. */
function labelMarks(
  last: Point | undefined,
  trend: Trend,
  axis: Axis,
  frame: Frame,
  isWide: boolean,
): Plot.Markish[] {
  const { target, unit } = trend;
  const height = frame.height - frame.top - frame.bottom;
  const toPixels = (value: number) => (height * (value - axis.domain[0])) / (axis.domain[1] - axis.domain[0]);
  const apart = last && target !== null ? toPixels(target) - toPixels(last.value) : Number.POSITIVE_INFINITY;
  const push = Math.max(0, frame.text + 4 - Math.abs(apart)) / 2;
  const side = apart >= 0 ? 1 : -1;
  const isBelow = apart >= 0 && apart < 26 && last !== undefined && toPixels(last.value) > 26;
  const halo = { stroke: "var(--page)", strokeWidth: 4, fontSize: frame.text };
  const place = isWide
    ? { textAnchor: "start" as const, dx: 10, dy: side * push }
    : { textAnchor: "end" as const, dx: 6, dy: isBelow ? 16 : -14 };
  const value = last
    ? [
        Plot.text([last], {
          x: "index",
          y: "value",
          text: (point: Point) => formatValue(point.value, unit),
          fontWeight: 700,
          fill: "var(--ink)",
          ...place,
          ...halo,
        }),
      ]
    : [];
  if (target === null) return value;
  const aim = isWide
    ? { frameAnchor: "right" as const, textAnchor: "start" as const, dx: 10, dy: -side * push }
    : { frameAnchor: "left" as const, textAnchor: "end" as const, dx: -8 };
  const text = `${isWide ? "target " : ""}${formatTarget(target, unit)}`;
  return [
    ...value,
    Plot.text([target], {
      y: (tick: number) => tick,
      text: () => text,
      fill: "var(--target)",
      fontWeight: isWide ? 400 : 700,
      ...aim,
      ...halo,
    }),
  ];
}
