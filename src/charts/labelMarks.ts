import * as Plot from "@observablehq/plot";
import type { Figure } from "../measures/figure.ts";
import { formatLimit, formatTarget, formatValue } from "../report/format.ts";
import { hasValue } from "../report/series.ts";
import type { Frame } from "./frames.ts";
import type { Trend } from "./months.ts";
import type { Axis } from "./scale.ts";
import { spread } from "./spread.ts";

interface Label {
  value: number;
  text: string;
  fill: string;
  weight: number;
}

/** What stands beside the right edge: the last value, the target, and the last month's limits and average. */
function edgeLabels(last: (Figure & { value: number }) | null, trend: Trend, axis: Axis): Label[] {
  const { target, unit } = trend;
  const quiet = { fill: "var(--quiet)", weight: 400 };
  const labels: Label[] = [];
  if (last)
    labels.push({ value: last.value, text: formatValue(last.value, unit), fill: "var(--ink)", weight: 700 });
  if (target !== null)
    labels.push({
      value: target,
      text: `target ${formatTarget(target, unit)}`,
      fill: "var(--target)",
      weight: 400,
    });
  if (!last) return labels;
  const { upper_limit: upper, lower_limit: lower, mean } = last;
  if (mean !== null && upper !== null && lower !== null && upper - lower < 1e-9)
    return [...labels, { value: mean, text: `expected ${formatLimit(mean, unit)}`, ...quiet }];
  const limits = [
    { value: upper, name: "upper limit" },
    { value: mean, name: "average" },
    { value: lower, name: "lower limit" },
  ];
  const isDrawn = (value: number) => value > axis.domain[0] && value <= axis.domain[1];
  for (const { value, name } of limits)
    if (value !== null && isDrawn(value))
      labels.push({ value, text: `${name} ${formatLimit(value, unit)}`, ...quiet });
  return labels;
}

function placed(labels: readonly Label[], axis: Axis, frame: Frame): Plot.Markish[] {
  const height = frame.height - frame.top - frame.bottom;
  const toPixels = (value: number) =>
    height - (height * (value - axis.domain[0])) / (axis.domain[1] - axis.domain[0]);
  const tops = spread(
    labels.map(({ value }) => toPixels(value)),
    frame.text + 3,
    height,
  );
  return labels.map(({ text, fill, weight }, index) =>
    Plot.text([text], {
      text: (one: string) => one,
      frameAnchor: "top-right",
      textAnchor: "start",
      lineAnchor: "middle",
      dx: 9,
      dy: tops[index] ?? 0,
      fill,
      fontWeight: weight,
      fontSize: frame.text,
    }),
  );
}

/** On a narrow chart the target is marked on the axis. */
function targetOnAxis({ target, unit }: Trend, frame: Frame): Plot.Markish[] {
  if (target === null) return [];
  return [
    Plot.text([target], {
      y: (tick: number) => tick,
      text: () => formatTarget(target, unit),
      fill: "var(--target)",
      fontWeight: 700,
      frameAnchor: "left",
      textAnchor: "end",
      dx: -8,
      stroke: "var(--page)",
      strokeWidth: 4,
      fontSize: frame.text,
    }),
  ];
}

/** The labels of a large chart, beside their lines and apart from each other. */
export function labelMarks(trend: Trend, axis: Axis, frame: Frame, isWide: boolean): Plot.Markish[] {
  const figure = trend.months.findLast((month) => hasValue(month.figure))?.figure;
  const labels = edgeLabels(hasValue(figure) ? figure : null, trend, axis);
  if (isWide) return placed(labels, axis, frame);
  return [
    ...placed(
      labels.filter(({ weight }) => weight === 700),
      axis,
      frame,
    ),
    ...targetOnAxis(trend, frame),
  ];
}
