import type * as Plot from "@observablehq/plot";
import type { Figure } from "../measures/figure.ts";
import { isTrial } from "../report/controlLimits.ts";
import { drawn, element, type Toward } from "./svg.ts";

type Months = readonly { month: string; figure: Figure | null }[];

/** A month's limits, and how far along they hold: over months after it that had nothing to count. */
interface Step {
  from: number;
  to: number;
  lower: number;
  mean: number;
  upper: number;
}

/** Steps of one segment that touch each other. */
export interface Band {
  steps: Step[];
  /** How many points its segment has. */
  points: number;
}

/**
 * The bands of limits over months. A band ends where a segment or a level does and where a month is not held or is hidden: nothing is
 * drawn at a month whose denominator isn't shown. Over a month with nothing to count the limits before it hold.
 */
export function bandsOf(months: Months, breaks: readonly string[]): Band[] {
  const bands: (Band & { part: number })[] = [];
  const counts = new Map<number, number>();
  let level: string | null = null;
  let part = 0;
  for (const [index, { month, figure }] of months.entries()) {
    const isNew = breaks.includes(month);
    if (isNew) part += 1;
    if (!figure || figure.mean === null || figure.lower_limit === null || figure.upper_limit === null)
      continue;
    if (!isNew && level !== null && figure.level_from !== level) part += 1;
    level = figure.level_from;
    counts.set(part, (counts.get(part) ?? 0) + 1);
    const { lower_limit: lower, mean, upper_limit: upper } = figure;
    const step = { from: index, to: index, lower, mean, upper };
    const open = bands.at(-1);
    const last = open?.steps.at(-1);
    const between = last ? months.slice(last.to + 1, index) : [];
    const isJoined = between.every((one) => one.figure?.status !== "x" && one.figure?.status !== "c");
    if (!open || !last || open.part !== part || !isJoined) bands.push({ part, steps: [step], points: 0 });
    else {
      last.to = index - 1;
      if (last.lower === lower && last.mean === mean && last.upper === upper) last.to = index;
      else open.steps.push(step);
    }
  }
  return bands.map(({ part: own, steps }) => ({ steps, points: counts.get(own) ?? 0 }));
}

/** A side of a band: where each stretch of one height begins, how high it is and where it ends. */
function stretches(steps: readonly Step[], key: "lower" | "mean" | "upper", { x, y }: Toward, clip: Clip) {
  const all: { from: number; at: number; to: number }[] = [];
  for (const step of steps) {
    const [from, at, to] = [x(step.from - 0.5), y(clip(step[key])), x(step.to + 0.5)];
    const last = all.at(-1);
    if (last?.at === at) last.to = to;
    else all.push({ from, at, to });
  }
  return all;
}

/** One side of a band as a line of steps. */
function edge(steps: readonly Step[], key: "lower" | "mean" | "upper", toward: Toward, clip: Clip): string {
  return stretches(steps, key, toward, clip)
    .map(({ from, at, to }, index) => `${index === 0 ? `M${from} ` : "V"}${at}H${to}`)
    .join("");
}

function area(steps: readonly Step[], toward: Toward, clip: Clip): string {
  const back = stretches(steps, "lower", toward, clip)
    .reverse()
    .map(({ from, at }) => `V${at}H${from}`);
  return `${edge(steps, "upper", toward, clip)}${back.join("")}Z`;
}

type Clip = (value: number) => number;

/**
 * The limits as a faint band with its average, a band to a segment, clipped to the axis. Limits on trial have dashed
 * edges. In a small chart they lie on whole pixels: finer can't be seen, and a page of many weighs less.
 */
export function limitMarks(
  bands: readonly Band[],
  domain: readonly [number, number],
  isSmall: boolean,
): Plot.Markish[] {
  if (bands.length === 0) return [];
  const clip = (value: number) => Math.min(Math.max(value, domain[0]), domain[1]);
  return [
    drawn(({ x, y }) => {
      const toward: Toward = { x, y: isSmall ? (value) => Math.round(y(value)) : y };
      const trial = bands.filter(({ points }) => isTrial(points));
      const paths = bands.map(({ steps }) => area(steps, toward, clip)).join("");
      const means = bands.map(({ steps }) => edge(steps, "mean", toward, clip)).join("");
      const edges = trial
        .map(({ steps }) => edge(steps, "upper", toward, clip) + edge(steps, "lower", toward, clip))
        .join("");
      const dashed = { fill: "none", stroke: "var(--axis)", "stroke-dasharray": "2 3" };
      return [
        element("path", { "data-part": "limits", d: paths, fill: "var(--limits)" }),
        element("path", { d: means, fill: "none", stroke: "var(--axis)" }),
        ...(trial.length > 0 ? [element("path", { d: edges, ...dashed })] : []),
      ];
    }),
  ];
}
