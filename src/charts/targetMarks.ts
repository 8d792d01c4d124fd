import * as Plot from "@observablehq/plot";
import { hasValue } from "../report/series.ts";
import type { Trend } from "./months.ts";

/** Months in a row with one target, by their places. */
interface Run {
  from: number;
  to: number;
  value: number;
}

/**
 * The targets of a chart's months as they were in force, each with its months: a month without a figure has that of the month after
 * it. None where the chart has no target; where its months don't say theirs, it is of them all.
 */
export function targetRuns({ months, target }: Pick<Trend, "months" | "target">): Run[] {
  if (target === null) return [];
  const aims = months.map(({ figure }) => (hasValue(figure) ? figure.target : undefined));
  if (!aims.some((aim) => typeof aim === "number"))
    return [{ from: 0, to: months.length - 1, value: target }];
  const runs: Run[] = [];
  let before: number | null = null;
  for (const index of aims.keys()) {
    const aim: number | null = aims.slice(index).find((one) => one !== undefined) ?? before;
    const last = runs.at(-1);
    if (aim !== null && last?.to === index - 1 && last.value === aim) last.to = index;
    else if (aim !== null) runs.push({ from: index, to: index, value: aim });
    before = aim;
  }
  return runs;
}

/** The runs as a page says them to its script, from place to place and what was wanted: `0-23 75;24-47 80`. */
export const sayTargets = (runs: readonly Run[]): string =>
  runs.map(({ from, to, value }) => `${from}-${to} ${value}`).join(";");

/** The dashed line of the target, from edge to edge, or in steps where it changed. */
export function targetMarks(trend: Trend, style: Plot.RuleYOptions): Plot.Markish[] {
  const runs = targetRuns(trend);
  const [first, ...others] = runs;
  if (!first) return [];
  if (others.length === 0 && first.from === 0 && first.to === trend.months.length - 1)
    return [Plot.ruleY([first.value], style)];
  const [x1, x2] = [(run: Run) => run.from - 0.5, (run: Run) => run.to + 0.5];
  return [Plot.ruleY(runs, { ...style, y: "value", x1, x2 })];
}
