import * as Plot from "@observablehq/plot";
import { formatShortMonth } from "../report/format.ts";
import { type Frame, isFull, isWide, type Size } from "./frames.ts";
import type { Trend } from "./months.ts";
import { breakPoints, gapsOf, type Point } from "./points.ts";
import { type Axis, formatTick } from "./scale.ts";

/** The values marked on the vertical axis, with lines across. */
export function gridMarks(axis: Axis, trend: Trend, frame: Frame, size: Size): Plot.Markish[] {
  const { target } = trend;
  const drawn = isFull(size) ? axis.ticks : axis.domain;
  const spacing = (frame.height - frame.top - frame.bottom) / (axis.domain[1] - axis.domain[0]);
  const isClear = (tick: number) =>
    !isFull(size) || isWide(size) || target === null || Math.abs(tick - target) * spacing > frame.text;
  return [
    Plot.ruleY(drawn, { stroke: "var(--hairline)", strokeWidth: 1 }),
    Plot.ruleY([axis.domain[0]], { stroke: "var(--axis)", strokeWidth: 1 }),
    Plot.text(drawn.filter(isClear), {
      y: (tick: number) => tick,
      frameAnchor: "left",
      dx: -8,
      textAnchor: "end",
      text: (tick: number) => formatTick(tick, axis, trend.unit),
      fontSize: frame.text,
      fill: "var(--quiet)",
    }),
  ];
}

/** The months along the foot: each January of a long series, otherwise the first and the last. */
export function monthMarks(points: readonly Point[], frame: Frame, full: boolean): Plot.Markish[] {
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

/** Months not held or hidden, hatched, with a word where there is room. */
export function gapMarks(trend: Trend, frame: Frame, count: number, full: boolean): Plot.Markish[] {
  const perMonth = (frame.width - frame.left - frame.right) / Math.max(count, 1);
  const gaps = gapsOf(trend.months);
  if (gaps.length === 0) return [];
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
            text: (gap) => (gap.status === "x" ? "no figure" : "hidden"),
            fontSize: frame.text,
            fill: "var(--ink)",
            stroke: "var(--page)",
            strokeWidth: 5,
          }),
        ]
      : []),
  ];
}

interface Marked {
  index: number;
  word: string;
}

/** A word in its row, of rows of text from the foot up, and how far up that is. */
interface Placed extends Marked {
  row: number;
  up: number;
}

/** So far a word stands from the foot of the frame, from its line and from what is drawn. */
const [fromFoot, fromLine, clearance] = [6, 5, 3];

/**
 * Words beside lines, each in the row nearest to the foot or the top of the frame in which it lies over no line, no point, no gap's
 * words and no other word; above the frame where there is none.
 */
function inClearRows(
  marked: readonly Marked[],
  points: readonly Point[],
  { domain: [low, high] }: Axis,
  frame: Frame,
  isNearEnd: (one: Marked) => boolean,
): Placed[] {
  const monthWidth = (frame.width - frame.left - frame.right) / Math.max(1, points.length);
  const height = frame.height - frame.top - frame.bottom;
  const rowHeight = frame.text + clearance;
  const rows = Math.max(1, Math.floor((height - fromFoot) / rowHeight));
  const upwards = Array.from({ length: rows }, (_, row) => row);
  const fromEdges = upwards.toSorted(
    (a, b) => Math.min(a, rows - 1 - a) - Math.min(b, rows - 1 - b) || a - b,
  );
  const heightOf = (value: number) => ((value - low) / (high - low)) * height;
  const placed: (Placed & { from: number; to: number })[] = [];
  for (const one of [...marked].sort((a, b) => a.index - b.index)) {
    const at = (one.index - 0.5) * monthWidth;
    const width = 0.6 * frame.text * one.word.length + fromLine + clearance;
    const [from, to] = isNearEnd(one) ? [at - width, at] : [at, at + width];
    // A line reaches from the month before to the one after.
    const under = points.filter(
      ({ index }) => (index + 1) * monthWidth >= from && (index - 1) * monthWidth <= to,
    );
    const isGap = under.some(({ value }) => Number.isNaN(value));
    const isFree = (row: number) =>
      !placed.some((other) => other.row === row && other.from < to && from < other.to);
    const isClear = (row: number) => {
      const [foot, top] = [fromFoot + row * rowHeight - clearance, fromFoot + (row + 1) * rowHeight];
      return !under.some(({ value, part, index }) => {
        const after = points[index + 1];
        const ends = [value, after?.part === part ? after.value : value].map(heightOf);
        return Math.min(...ends) <= top && Math.max(...ends) >= foot;
      });
    };
    const found = fromEdges.find((row) => isFree(row) && isClear(row) && !(isGap && row === rows - 1));
    const row = found ?? [rows, ...upwards].find(isFree) ?? rows;
    placed.push({ ...one, from, to, row, up: row === rows ? height + 2 : fromFoot + row * rowHeight });
  }
  return placed;
}

/** The months of noted events, each with the numbers they are listed under: '1', '2, 3'. */
function flagged({ flags = [] }: Trend, points: readonly Point[]): Marked[] {
  return points.flatMap(({ index, month }) => {
    const numbers = flags.filter((flag) => flag.month === month).map(({ number }) => String(number));
    return numbers.length === 0 ? [] : [{ index, word: `note ${numbers.join(", ")}` }];
  });
}

/**
 * A line down the chart where a new series begins, where limits begin anew by decision, and where a step is proposed; in the large chart with a
 * word beside it, clear of what is drawn where there is room.
 */
export function breakMarks(
  trend: Trend,
  points: readonly Point[],
  axis: Axis,
  frame: Frame,
  full: boolean,
): Plot.Markish[] {
  const broken = breakPoints(points);
  const rebased = points.filter(({ index, month }) => index > 0 && trend.rebases?.includes(month));
  const marked = [
    ...broken.map((point) => ({ index: point.index, word: "break" })),
    ...rebased.filter((point) => !broken.includes(point)).map(({ index }) => ({ index, word: "rebased" })),
    ...points
      .filter(({ month }) => trend.steps?.includes(month))
      .map(({ index }) => ({ index, word: "step?" })),
    ...flagged(trend, points),
  ];
  if (marked.length === 0) return [];
  const x = ({ index }: { index: number }) => index - 0.5;
  const rule = Plot.ruleX(marked, { x, stroke: "var(--axis)", strokeWidth: 1.2, strokeDasharray: "1 3" });
  if (!full) return [rule];
  const isNearEnd = ({ index }: { index: number }) => index > points.length * 0.88;
  const placed = inClearRows(marked, points, axis, frame, isNearEnd);
  const rows = [...new Set(placed.map(({ row }) => row))].sort((a, b) => a - b);
  const words = rows.flatMap((row) =>
    [false, true].flatMap((atEnd) => {
      const own = placed.filter((one) => one.row === row && isNearEnd(one) === atEnd);
      if (own.length === 0) return [];
      return [
        Plot.text(own, {
          x,
          text: "word",
          frameAnchor: "bottom",
          textAnchor: atEnd ? "end" : "start",
          dx: atEnd ? -fromLine : fromLine,
          dy: -(own[0]?.up ?? fromFoot),
          fontSize: frame.text,
          fill: "var(--quiet)",
          stroke: "var(--page)",
          strokeWidth: 4,
        }),
      ];
    }),
  );
  return [rule, ...words];
}
