import type { Figure } from "../measures/figure.ts";
import { capitalise, formatMonth } from "../report/format.ts";
import { noteOf } from "../report/notes.ts";
import { hasValue } from "../report/series.ts";

export interface Point {
  index: number;
  month: string;
  value: number;
  /** How many breaks in the series lie before it: no line joins points of different parts. */
  part: number;
}

/** A run of months without a figure because it is not held or is hidden. */
export interface MonthGap {
  from: number;
  to: number;
  first: string;
  last: string;
  state: Figure["state"];
  note: string;
}

type Months = readonly { month: string; figure: Figure | null }[];

/**
 * A point for each month; NaN where there is no value, so that the line breaks there. `breaks` are the months
 * in which a new series begins.
 */
export function pointsOf(months: Months, breaks: readonly string[] = []): Point[] {
  return months.map(({ month, figure }, index) => ({
    index,
    month,
    value: hasValue(figure) ? figure.value : Number.NaN,
    part: breaks.filter((first) => first <= month).length,
  }));
}

/** The points with nothing on either side to be joined to, which a line alone would not show. */
export function lonePoints(points: readonly Point[]): Point[] {
  const isHeld = (point: Point | undefined) => point !== undefined && !Number.isNaN(point.value);
  const isJoined = (point: Point, other: Point | undefined) => isHeld(other) && other?.part === point.part;
  return points.filter(
    (point, index) =>
      isHeld(point) && !isJoined(point, points[index - 1]) && !isJoined(point, points[index + 1]),
  );
}

/** The first points of a new series, before each of which a break is drawn. */
export function breakPoints(points: readonly Point[]): Point[] {
  return points.filter((point, index) => index > 0 && points[index - 1]?.part !== point.part);
}

/** The runs of months not held or hidden, each with its reason. */
export function gapsOf(months: Months): MonthGap[] {
  const gaps: MonthGap[] = [];
  for (const [index, { month, figure }] of months.entries()) {
    if (figure?.status !== "x" && figure?.status !== "c") continue;
    const { state } = figure;
    const note = noteOf(figure);
    const open = gaps.at(-1);
    if (open && open.to === index - 1 && open.state === state && open.note === note) {
      open.to = index;
      open.last = month;
    } else gaps.push({ from: index, to: index, first: month, last: month, state, note });
  }
  return gaps;
}

/** The gaps in words, one line to a reason: 'Not held, April 2014 to November 2014: …'. */
export function gapLines(gaps: readonly MonthGap[]): string[] {
  const lines = new Map<string, { gap: MonthGap; spans: string[] }>();
  for (const gap of gaps) {
    const span =
      gap.first === gap.last
        ? formatMonth(gap.first)
        : `${formatMonth(gap.first)} to ${formatMonth(gap.last)}`;
    const known = lines.get(gap.state + gap.note);
    if (known) known.spans.push(span);
    else lines.set(gap.state + gap.note, { gap, spans: [span] });
  }
  return [...lines.values()].map(
    ({ gap: { state, note }, spans }) =>
      `${capitalise(state)}, ${spans.join("; ")}${note ? `: ${note}` : ""}`,
  );
}
