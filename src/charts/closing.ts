import * as Plot from "@observablehq/plot";
import type { Html } from "../report/html.ts";
import { type Frame, frames } from "./frames.ts";
import { spread } from "./spread.ts";
import { document, toSvg } from "./svg.ts";

/** The share (0 to 100) still open after each working day, in order from day 0; `lower` and `upper` bound it. */
export interface ClosingCurve {
  name: string;
  shortName: string;
  points: { day: number; open: number; lower: number | null; upper: number | null }[];
}

/** What a chart of times to close draws: all of them first, then at most three parts. `label` is its name. */
export interface ClosingChart {
  curves: readonly ClosingCurve[];
  lastDay: number;
  /** In days; null where there is none. */
  limit: number | null;
  median: number | null;
  label: string;
}

/** The whole is a heavy line; its parts are told apart by their dashes and the names at their ends, not by colour. */
const strokes = [
  { width: 2.6, dash: "none" },
  { width: 1.3, dash: "none" },
  { width: 1.4, dash: "6 4" },
  { width: 1.7, dash: "1.5 3" },
] as const;

function endLabels({ curves }: ClosingChart, frame: Frame, isWide: boolean): Plot.Markish[] {
  const height = frame.height - frame.top - frame.bottom;
  const ends = curves.map(({ points }) => points.at(-1)?.open ?? 0);
  const tops = spread(
    ends.map((open) => height * (1 - open / 100)),
    frame.text + 3,
    height,
  );
  return curves.map(({ name, shortName }, index) =>
    Plot.text([`${isWide ? name : shortName} ${Math.round(ends[index] ?? 0)}%`], {
      text: (one: string) => one,
      frameAnchor: "top-right",
      textAnchor: "start",
      lineAnchor: "middle",
      dx: 8,
      dy: tops[index] ?? 0,
      fill: index === 0 ? "var(--ink)" : "var(--quiet)",
      fontWeight: index === 0 ? 700 : 400,
      fontSize: frame.text,
    }),
  );
}

/** The day half are closed by, named below the curve to the left where there is room, otherwise to the right. */
function medianMarks({ median, lastDay }: ClosingChart, frame: Frame, isWide: boolean): Plot.Markish[] {
  if (median === null || median > lastDay) return [];
  const hasRoom = median > lastDay / 4;
  const at = [{ day: median, open: 50 }];
  const place = { x: "day", y: "open" } as const;
  return [
    Plot.dot(at, { ...place, r: 4.5, fill: "var(--page)", stroke: "var(--ink)", strokeWidth: 2 }),
    Plot.text(at, {
      ...place,
      text: () => (isWide ? `half closed: day ${median}` : `half: day ${median}`),
      textAnchor: hasRoom ? "end" : "start",
      dx: hasRoom ? -9 : 9,
      dy: hasRoom ? 12 : -11,
      fontSize: frame.text,
      fontWeight: 700,
      fill: "var(--ink)",
      stroke: "var(--page)",
      strokeWidth: 5,
    }),
  ];
}

function axisMarks({ lastDay, limit }: ClosingChart, frame: Frame): Plot.Markish[] {
  const limits = limit === null ? [] : [limit];
  const shares = [0, 25, 50, 75, 100];
  const days = Array.from({ length: Math.floor(lastDay / 10) + 1 }, (_, index) => index * 10);
  const style = { fontSize: frame.text, fill: "var(--quiet)" };
  return [
    Plot.ruleY(shares, { stroke: "var(--hairline)" }),
    Plot.ruleY([0], { stroke: "var(--axis)" }),
    Plot.text(shares, {
      y: (share: number) => share,
      text: (share: number) => `${share}%`,
      frameAnchor: "left",
      textAnchor: "end",
      dx: -8,
      ...style,
    }),
    Plot.text(days, {
      x: (day: number) => day,
      text: (day: number) => (day === 0 ? "allocated" : day === days.at(-1) ? `day ${day}` : String(day)),
      frameAnchor: "bottom",
      dy: frame.text + 7,
      ...style,
    }),
    Plot.ruleX(limits, { stroke: "var(--target)", strokeWidth: 1.5, strokeDasharray: "5 4" }),
    Plot.text(limits, {
      x: (day: number) => day,
      text: (day: number) => `limit: day ${day}`,
      frameAnchor: "top",
      textAnchor: "start",
      dx: 6,
      dy: 2,
      fontSize: frame.text,
      fill: "var(--target)",
      stroke: "var(--page)",
      strokeWidth: 5,
    }),
  ];
}

/**
 * How quickly cases close: the share still open after each working day, in steps, with the 95% interval of the
 * whole shaded, the limit as a dashed line and the day by which half are closed marked. From zero to all.
 */
export function drawClosing(chart: ClosingChart, size: "wide" | "narrow"): Html {
  const isWide = size === "wide";
  const frame: Frame = { ...frames[size], right: isWide ? 156 : 56 };
  const [all] = chart.curves;
  const band = (all?.points ?? []).filter(({ lower, upper }) => lower !== null && upper !== null);
  const drawn = Plot.plot({
    document,
    width: frame.width,
    height: frame.height,
    marginTop: frame.top,
    marginRight: frame.right,
    marginBottom: frame.bottom,
    marginLeft: frame.left,
    x: { domain: [0, chart.lastDay], axis: null },
    y: { domain: [0, 100], axis: null },
    marks: [
      Plot.areaY(band, { x: "day", y1: "lower", y2: "upper", curve: "step-after", fill: "var(--limits)" }),
      ...axisMarks(chart, frame),
      ...chart.curves.map(({ points }, index) =>
        Plot.line(points, {
          x: "day",
          y: "open",
          curve: "step-after",
          stroke: index === 0 ? "var(--ink)" : "var(--line)",
          strokeWidth: strokes[index]?.width ?? 1,
          strokeDasharray: strokes[index]?.dash ?? "none",
        }),
      ),
      ...medianMarks(chart, frame, isWide),
      ...endLabels(chart, frame, isWide),
    ],
  });
  return toSvg(drawn, chart.label, size);
}
