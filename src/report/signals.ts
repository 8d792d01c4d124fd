import { monthsBefore } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "../measures/figure.ts";
import { meanOf } from "../statistics/sums.ts";
import { capitalise, formatLimit, formatMonth, formatSmall } from "./format.ts";
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

/**
 * What a month says that chance doesn't explain: which way it points, and since when. By a rule beside its own level;
 * or, where its level is as ever and another than the one before, by the step between them, which is proposed and
 * not decided.
 */
export interface Signal extends Run {
  rule: Rule | "step";
  variation: Exclude<Variation, "common">;
  isHigh: boolean;
  /** How long it has lain on the same side of the average, where that is a signal of its own beside `rule`. */
  shift: Run | null;
  /** Whether it began within the twelve months to the last: the others are still so. */
  isNew: boolean;
  /** Of a step: the mean of the level that lasted longest before, and of its own with its months; of a rise or fall its ends. */
  levels: { before: number; now: number; unit: string; months: number; from: string } | null;
}

/** A month with a figure and an average of its segment. */
type Judged = { index: number; month: string; figure: Figure & { value: number; mean: number } };

const longRun = 7;
const nearLimit = 2 / 3;
const roundingError = 1e-9;

/** A signal that began so many months before the last is still so, and no news. */
const newsMonths = 12;

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

/** The judged months of the level the last of `months` is of: those since the last break, rebase or step. */
function lastLevel(months: Months, breaks: readonly string[]): Judged[] {
  const judged = judgedOf(months);
  const last = judged.at(-1);
  if (!last) return [];
  const begin = breaks.filter((month) => month <= last.month).at(-1) ?? "";
  const from = judged.findLastIndex(
    ({ month, figure }) => month < begin || figure.level_from !== last.figure.level_from,
  );
  return judged.slice(from + 1);
}

/** How many points the limits of the last month rest on; 0 where it has none. */
export function pointsInSegment(months: Months, breaks: readonly string[]): number {
  return lastLevel(months, breaks).length;
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

/** How far a point lies from the average as a share of the distance to the limit on its side: one scale for limits that vary. */
function placeBetween({ figure }: Judged): number {
  const distance = figure.value - figure.mean;
  const limit = distance < 0 ? figure.lower_limit : figure.upper_limit;
  const room = Math.abs((limit ?? figure.mean) - figure.mean);
  return room > roundingError ? distance / room : distance;
}

/** Whether a run that began then is news in the last month. */
const isNews = (since: string, last: string): boolean => since > monthsBefore(last, newsMonths);

function stepOf(
  { figure, month }: Judged,
  points: readonly Judged[],
  months: Months,
  direction: MeasureDefinition["direction"],
): Signal | null {
  const { level_change, level_before } = figure;
  if (level_change === "" || level_before === null) return null;
  const own = runOf(points, months, points.length);
  return {
    rule: "step",
    variation: level_change,
    isHigh: pointsUp(level_change, direction),
    shift: null,
    isNew: isNews(figure.changed_from, month),
    levels: {
      before: level_before,
      now: averageOf(points),
      unit: figure.unit,
      months: own.months,
      from: own.since,
    },
    ...own,
    since: figure.changed_from,
  };
}

/** A rise or fall that a series made by small steps is looked for in so many months. */
const riseMonths = 36;

/** From where a series that hangs on the month before has risen or fallen to its last month. */
function riseOf(
  points: readonly Judged[],
  months: Months,
  { variation, isHigh }: Pick<Signal, "variation" | "isHigh">,
): Signal {
  const recent = points.slice(-riseMonths);
  const side = isHigh ? 1 : -1;
  const place = recent.reduce(
    (best, { figure }, index) =>
      figure.value * side <= (recent[best]?.figure.value ?? figure.value) * side ? index : best,
    0,
  );
  const [first, last] = [recent[place], recent.at(-1)];
  if (!first || !last) throw new Error("a rise of no month");
  const run = runOf(points, months, recent.length - place);
  return {
    rule: "trend",
    variation,
    isHigh,
    shift: null,
    isNew: isNews(run.since, last.month),
    levels: {
      before: first.figure.value,
      now: last.figure.value,
      unit: last.figure.unit,
      months: run.months,
      from: run.since,
    },
    ...run,
  };
}

/**
 * What the last of `months` says that chance doesn't explain, told from the figures' rule, variation and level. Null where
 * it has no figure, no limits or nothing unusual: a signal that ended before it isn't one of now. `breaks` are
 * the months in which a new series begins, in order.
 */
export function signalOf(
  months: Months,
  breaks: readonly string[],
  direction: MeasureDefinition["direction"],
): Signal | null {
  const latest = months.at(-1)?.figure;
  if (!hasValue(latest) || latest.variation === "" || toldBy(latest) === "common") return null;
  const { rule, variation } = latest;
  const points = lastLevel(months, breaks);
  const last = points.at(-1);
  if (!last) return null;
  if (rule === "" || variation === "common") return stepOf(last, points, months, direction);
  const isHigh = pointsUp(variation, direction);
  const side = isHigh ? 1 : -1;
  const onSide = countBack(points, (point) => placeBetween(point) * side > roundingError);
  const step = (index: number) => {
    const [before, point] = [points[index - 1], points[index]];
    const distance = ({ figure }: Judged) => figure.value - figure.mean;
    return before && point ? (distance(point) - distance(before)) * side : 0;
  };
  const lengths: Record<Rule, number> = {
    outside: countBack(points, (point) => placeBetween(point) * side > 1 + roundingError),
    trend: countBack(points, (_, index) => index > 0 && step(index) > roundingError) + 1,
    // A limit of few isn't as far above the average as below it, so that two may lie nearer to it than this says.
    "two-of-three": Math.max(
      2,
      points.slice(-3).filter((point) => placeBetween(point) * side > nearLimit).length,
    ),
    shift: onSide,
  };
  const hasRun = onSide > 0 && points.slice(-onSide).some(({ figure }) => figure.rule === "shift");
  const share = points.filter((point) => placeBetween(point) * side > roundingError).length / points.length;
  const isShift = rule !== "shift" && (hasRun || (onSide >= longRun && share <= 0.6));
  if (rule === "trend" && latest.judged_as === "hanging")
    return riseOf(points, months, { variation, isHigh });
  const shift = isShift ? runOf(points, months, onSide) : null;
  const run =
    rule === "two-of-three"
      ? { ...runOf(points, months, Math.min(3, points.length)), months: lengths[rule] }
      : runOf(points, months, Math.max(1, lengths[rule]));
  return {
    rule,
    variation,
    isHigh,
    shift,
    isNew: isNews((rule === "outside" ? run : (shift ?? run)).since, last.month),
    levels: null,
    ...run,
  };
}

/**
 * What a figure says in its month, in a word: by the rule that names it, or else by the step its level came with. Empty without
 * limits.
 */
export function toldBy(figure: Figure | null | undefined): Figure["variation"] {
  if (!figure || figure.variation === "") return "";
  return figure.variation === "common" && figure.level_change !== "" ? figure.level_change : figure.variation;
}

/** The average of a level, as its limits have it: over its months, where that differs from month to month. */
const averageOf = (level: readonly Judged[]): number => meanOf(level.map(({ figure }) => figure.mean));

/** The averages either side of a step: of the level before its month, since the last break or rebase, and of its own. */
export function averagesAt(series: Series, step: string): { before: number; after: number } {
  const begins = limitsBegin(series);
  const until = series.months.filter(({ month }) => month < step);
  const own = judgedOf(series.months).filter(({ figure }) => figure.level_from === step);
  return { before: averageOf(lastLevel(until, begins)), after: averageOf(own) };
}

/** The months in which a step to another level is proposed, in order. */
export function stepsIn(months: Months): string[] {
  return months.flatMap(({ month, figure }) => (figure && figure.level_from === month ? [month] : []));
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
  const { rule, isHigh, months, since, isUnbroken, shift } = signal;
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
      return signal.levels
        ? `${isHigh ? "risen" : "fallen"} since ${formatMonth(since)}${levelWords(signal)}`
        : `${isHigh ? "rising" : "falling"} ${runWords(signal)}${also}`;
    case "two-of-three":
      return `${months > 2 ? "" : "two of "}the last three ${isUnbroken ? "months" : `figures, since ${formatMonth(since)},`} near ${limit}${also}`;
    case "shift":
      return `${average} ${runWords(signal)}`;
    case "step":
      return `at a ${isHigh ? "higher" : "lower"} level since ${formatMonth(since)}${levelWords(signal)}`;
  }
}

/** What a step went from and to: ', 62.6% in the 19 months since and 76.0% before'. */
function levelWords({ levels, rule, since }: Signal): string {
  if (!levels) return "";
  const [before, now] = [levels.before, levels.now].map((value) => formatLimit(value, levels.unit));
  if (rule === "trend") return `, from ${before} to ${now}`;
  const months = `in the ${formatSmall(levels.months)} months since`;
  if (levels.from === since) return `, ${now} ${months} and ${before} before`;
  // Where there was a level between them, the one before is not the one that the last began from.
  return `, by steps from ${before} before to ${now} ${months} ${formatMonth(levels.from)}`;
}

/**
 * The same in a few words, of one of several: 'below its average since June 2021', or since 'Jun 2021' where there is
 * little room.
 */
export function shortRuleWords(signal: Signal, toMonth = formatMonth): string {
  const { rule, isHigh, since, shift } = signal;
  const average = `${isHigh ? "above" : "below"} its average since`;
  const limit = `the ${isHigh ? "upper" : "lower"} limit`;
  if (rule === "step") return `at a ${isHigh ? "higher" : "lower"} level since ${toMonth(since)}`;
  if (rule === "shift") return `${average} ${toMonth(since)}`;
  // What lies beyond a limit is news by that, however long it has lain on that side.
  if (shift && rule !== "outside") return `${average} ${toMonth(shift.since)}`;
  if (rule === "trend" && signal.levels) return `${isHigh ? "up" : "down"} since ${toMonth(since)}`;
  if (rule === "trend") return `${isHigh ? "rising" : "falling"} since ${toMonth(since)}`;
  if (rule === "outside" && !signal.isNew) return `beyond ${limit} since ${toMonth(since)}`;
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

/** Whether it is news, in the verdict itself: 'worse', 'still worse'. */
export function agedVerdict(signal: Signal): string {
  const verdict = verdictWords(signal.variation);
  return signal.isNew ? verdict : `still ${verdict}`;
}

/**
 * A signal in a sentence: 'Worse: below the average for seven months in a row, since June 2021.' Of a step, which nobody has
 * accepted yet, also what is said if the process is taken as new.
 */
export function signalWords(signal: Signal): string {
  const words = `${capitalise(agedVerdict(signal))}: ${ruleWords(signal)}.`;
  if (signal.rule !== "step") return words;
  return `${words} If the process is taken as new from ${formatMonth(signal.since)}, nothing is unusual.`;
}

/** A signal in one short sentence: 'Worse: below its average since June 2021, 10 months in a row.' */
export function briefWords(signal: Signal): string {
  const { months, isUnbroken } = signal.rule === "outside" ? signal : (signal.shift ?? signal);
  const row = isUnbroken && months >= longRun ? `, ${formatSmall(months)} months in a row` : "";
  const of = signal.levels ? levelWords(signal) : row;
  return `${capitalise(agedVerdict(signal))}: ${shortRuleWords(signal)}${of}.`;
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
  const isRise = figure.rule === "trend" && figure.judged_as === "hanging";
  const rule = isRise ? "one of a year beyond nearly all before it" : ruleNames[figure.rule];
  return `${verdictWords(figure.variation)}: ${rule}`;
}
