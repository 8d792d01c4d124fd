import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "../measures/figure.ts";
import { capitalise, formatMonth, formatSmall } from "./format.ts";
import { type GroupSeries, hasValue, type Series } from "./series.ts";

type Rule = Exclude<Figure["rule"], "">;
export type Variation = Exclude<Figure["variation"], "">;
type Months = readonly { month: string; figure: Figure | null }[];

/** Months with a figure, one after the other, of which one thing is true up to the last. */
interface Run {
  months: number;
  since: string;
  /** Whether no month between has no figure. */
  isUnbroken: boolean;
}

/** What a month says that chance doesn't explain: its rule, which way it points, and since when. */
export interface Signal extends Run {
  rule: Rule;
  variation: Exclude<Variation, "common">;
  isHigh: boolean;
  /** How long it has lain on the same side of the average, where that is a signal of its own beside `rule`. */
  shift: Run | null;
}

/** A month with a figure and an average of its segment. */
type Judged = { index: number; month: string; figure: Figure & { value: number; mean: number } };

const longRun = 7;
const nearLimit = 2 / 3;
const roundingError = 1e-9;

/** Whether a point that says something says it upwards, from the way its measure ought to go. */
export function pointsUp(variation: Variation, direction: MeasureDefinition["direction"]): boolean {
  if (variation === "improvement") return direction === "increase";
  if (variation === "concern") return direction === "decrease";
  return variation === "high";
}

function judgedOf(months: Months): Judged[] {
  return months.flatMap(({ month, figure }, index) =>
    hasValue(figure) && figure.mean !== null
      ? [{ index, month, figure: { ...figure, mean: figure.mean } }]
      : [],
  );
}

/** The judged months of the segment the last of `months` is in: those since the last break, of one average. */
function lastSegment(months: Months, breaks: readonly string[]): Judged[] {
  const judged = judgedOf(months);
  const last = judged.at(-1);
  if (!last) return [];
  const begin = breaks.filter((month) => month <= last.month).at(-1) ?? "";
  const from = judged.findLastIndex(
    ({ month, figure }) => month < begin || Math.abs(figure.mean - last.figure.mean) > roundingError,
  );
  return judged.slice(from + 1);
}

/** How many points the limits of the last month rest on; 0 where it has none. */
export function pointsInSegment(months: Months, breaks: readonly string[]): number {
  return lastSegment(months, breaks).length;
}

function runOf(points: readonly Judged[], months: Months, count: number): Run {
  const first = points.at(-count);
  const last = points.at(-1);
  const span = first && last ? last.index - first.index + 1 : count;
  return { months: count, since: first?.month ?? months.at(-1)?.month ?? "", isUnbroken: span === count };
}

/** How many points at the end of `points` something is true of. */
function countBack(points: readonly Judged[], isTrue: (point: Judged, index: number) => boolean): number {
  return points.length - 1 - points.findLastIndex((point, index) => !isTrue(point, index));
}

/** How far a point lies from the average as a share of the distance to its limit: one scale for limits that vary. */
function placeBetween({ figure }: Judged): number {
  const limit = (figure.upper_limit ?? figure.mean) - figure.mean;
  const distance = figure.value - figure.mean;
  return limit > roundingError ? distance / limit : distance;
}

/**
 * What the last of `months` says that chance doesn't explain, told from the figures' rule and variation. Null where
 * it has no figure, no limits or nothing unusual: a signal that ended before it isn't one of now. `breaks` are
 * the months in which a new series begins, in order.
 */
function signalOf(
  months: Months,
  breaks: readonly string[],
  direction: MeasureDefinition["direction"],
): Signal | null {
  const latest = months.at(-1)?.figure;
  if (!hasValue(latest) || latest.rule === "" || latest.variation === "" || latest.variation === "common")
    return null;
  const { rule, variation } = latest;
  const isHigh = pointsUp(variation, direction);
  const side = isHigh ? 1 : -1;
  const points = lastSegment(months, breaks);
  const onSide = countBack(points, (point) => placeBetween(point) * side > roundingError);
  const step = (index: number) => {
    const [before, point] = [points[index - 1], points[index]];
    return before && point ? (placeBetween(point) - placeBetween(before)) * side : 0;
  };
  const lengths: Record<Rule, number> = {
    outside: countBack(points, (point) => placeBetween(point) * side > 1 + roundingError),
    trend: countBack(points, (_, index) => index > 0 && step(index) > roundingError) + 1,
    "two-of-three": points
      .slice(-3)
      .filter(
        (point) => placeBetween(point) * side > nearLimit && placeBetween(point) * side <= 1 + roundingError,
      ).length,
    shift: onSide,
  };
  const isShift = rule !== "shift" && onSide >= longRun;
  return {
    rule,
    variation,
    isHigh,
    shift: isShift ? runOf(points, months, onSide) : null,
    ...runOf(points, months, Math.max(1, lengths[rule])),
  };
}

/** The months in which a measure's limits begin anew, in order: its breaks and rebases. */
export function limitsBegin({ breaks, rebases }: Pick<Series, "breaks" | "rebases">): string[] {
  const months = [...breaks.map(({ month }) => month), ...rebases.map(({ on }) => on.slice(0, 7))];
  return [...new Set(months)].sort();
}

/** What the reported month of a measure says that chance doesn't explain. */
export function signalIn(series: Series): Signal | null {
  return signalOf(series.months, limitsBegin(series), series.definition.direction);
}

/** What the reported month of a group says that chance in the group itself doesn't explain. */
export function signalInGroup(series: Series, group: GroupSeries): Signal | null {
  const months = series.months.map(({ month }) => ({ month, figure: group.months.get(month) ?? null }));
  return signalOf(months, limitsBegin(series), series.definition.direction);
}

function runWords({ months, since, isUnbroken }: Run): string {
  const count = formatSmall(months);
  return isUnbroken
    ? `for ${count} months in a row, since ${formatMonth(since)}`
    : `in all ${count} months with a figure since ${formatMonth(since)}`;
}

/** The rule that fired in words: 'below the average for seven months in a row, since June 2021'. */
export function ruleWords(signal: Signal): string {
  const { rule, isHigh, months, since, shift } = signal;
  const average = `${isHigh ? "above" : "below"} the average`;
  const limit = `the ${isHigh ? "upper" : "lower"} limit`;
  const also = shift ? `, and ${average} ${runWords(shift)}` : "";
  switch (rule) {
    case "outside":
      if (shift?.months === months) return `beyond ${limit} ${runWords(signal)}`;
      if (shift && months > 1) return `beyond ${limit} for ${formatSmall(months)} months${also}`;
      if (shift) return `beyond ${limit}${also}`;
      return months === 1
        ? `beyond ${limit} in ${formatMonth(since)}`
        : `beyond ${limit} ${runWords(signal)}`;
    case "trend":
      return `${isHigh ? "rising" : "falling"} ${runWords(signal)}${also}`;
    case "two-of-three":
      return `${months > 2 ? "the last three months" : "two of the last three months"} near ${limit}${also}`;
    case "shift":
      return `${average} ${runWords(signal)}`;
  }
}

/**
 * The same in a few words, of one of several: 'below its average since June 2021', or since 'Jun 2021' where there is
 * little room.
 */
export function shortRuleWords(signal: Signal, toMonth = formatMonth): string {
  const { rule, isHigh, since, shift } = signal;
  const average = `${isHigh ? "above" : "below"} its average since`;
  const limit = `the ${isHigh ? "upper" : "lower"} limit`;
  if (rule === "shift") return `${average} ${toMonth(since)}`;
  if (shift) return `${average} ${toMonth(shift.since)}`;
  if (rule === "trend") return `${isHigh ? "rising" : "falling"} since ${toMonth(since)}`;
  return `${rule === "outside" ? "beyond" : "near"} ${limit}`;
}

const verdicts: Record<Variation, string> = {
  common: "nothing unusual",
  improvement: "better",
  concern: "worse",
  high: "unusually high",
  low: "unusually low",
};

/** What a variation means, in a word or two: 'worse', 'nothing unusual'. */
export function verdictWords(variation: Variation): string {
  return verdicts[variation];
}

/** A signal in a sentence: 'Worse: below the average for seven months in a row, since June 2021.' */
export function signalWords(signal: Signal): string {
  return `${capitalise(verdictWords(signal.variation))}: ${ruleWords(signal)}.`;
}

/** A signal in one short sentence: 'Worse: below its average since June 2021, 10 months in a row.' */
export function briefWords(signal: Signal): string {
  const { months, isUnbroken } = signal.shift ?? signal;
  const row = isUnbroken && months >= longRun ? `, ${formatSmall(months)} months in a row` : "";
  return `${capitalise(verdictWords(signal.variation))}: ${shortRuleWords(signal)}${row}.`;
}

const ruleNames: Record<Rule, string> = {
  outside: "beyond a limit",
  trend: "seven in a row one way",
  "two-of-three": "two of three near a limit",
  shift: "seven on one side",
};

/** What one month says, for its line of a table: 'worse: beyond a limit'; nothing where nothing is unusual. */
export function monthWords(figure: Figure | null): string {
  if (!figure || figure.rule === "" || figure.variation === "" || figure.variation === "common") return "";
  return `${verdictWords(figure.variation)}: ${ruleNames[figure.rule]}`;
}
