import { monthsBefore } from "../../loaders/dates.ts";
import { furtherSamplesNeeded } from "../statistics/intervals.ts";
import { isTrial, noLimitsWords } from "./controlLimits.ts";
import {
  formatCount,
  formatGroup,
  formatList,
  formatMonth,
  formatSmall,
  formatValue,
  plural,
} from "./format.ts";
import { hasValue, isGroupHidden, type Series } from "./series.ts";
import {
  limitsBegin,
  pointsInSegment,
  type Signal,
  shortRuleWords,
  signalIn,
  signalInGroup,
  signalWords,
} from "./signals.ts";

/** Why a measure needs looking at this month, the gravest reason first; `still so` began more than a year ago; `steady` moves only as chance would have it. */
export type Attention = "failing" | "worse" | "better" | "unusual" | "still so" | "steady" | "no figure";

/** What puts a measure where it stands on the brief. */
export function attentionOf(series: Series): Attention {
  const { latest } = series;
  if (!hasValue(latest)) return "no figure";
  if (latest.assurance === "failing") return "failing";
  const signal = signalIn(series);
  if (!signal) return "steady";
  if (!signal.isNew) return "still so";
  if (signal.variation === "concern") return "worse";
  return signal.variation === "improvement" ? "better" : "unusual";
}

/** How few months the limits of the reported month rest on, in words; empty from 13. */
export function trialWords(series: Series): string {
  const points = pointsInSegment(series.months, limitsBegin(series));
  return isTrial(points)
    ? `Its limits rest on ${plural(points, "month")}, fewer than 13: take them on trial.`
    : "";
}

/** What the reported month says: its signal, or that nothing is unusual, or that it's too early to tell. */
export function variationWords(series: Series, signal: Signal | null = signalIn(series)): string {
  const { latest } = series;
  if (!hasValue(latest)) return "";
  if (latest.status === "u") return "Too many of its rows can’t be used, so it isn’t judged.";
  if (latest.status === "p") return "The month is provisional, so it isn’t judged.";
  if (signal) return signalWords(signal);
  if (latest.variation === "") return noLimitsWords(series);
  return "Nothing unusual.";
}

/** Of which months a record is: 'the last 36 months', 'the 19 months since September 2020'. */
function recordWords(series: Series, months: number): string {
  const judged = series.months.filter(({ figure }) => hasValue(figure) && figure.target_months !== null);
  const first = judged.at(-months)?.month ?? series.month;
  if (monthsBefore(series.month, months - 1) !== first)
    return `the ${formatSmall(months)} months with a figure since ${formatMonth(first)}`;
  if (months >= 36) return `the last ${String(months)} months`;
  return `the ${formatSmall(months)} months since ${formatMonth(first)}`;
}

/** In how many of which months a target was met: 'none of the 19 months since September 2020'; null without a record. */
function metWords(series: Series): string | null {
  const { target_met: met = null, target_months: months = null } = series.latest ?? {};
  if (met === null || months === null) return null;
  const of = recordWords(series, months);
  return met === 0 ? `none of ${of}` : met === months ? `every one of ${of}` : `${String(met)} of ${of}`;
}

/** The record of a target in one short sentence: 'Met in none of the 19 months since September 2020.' */
export function recordSentence(series: Series): string {
  const met = metWords(series);
  return met === null ? "" : `Met in ${met}.`;
}

/** Whether the process as it runs meets its target, in a sentence, by its record; empty without target or months. */
export function assuranceWords(series: Series): string {
  const { assurance = "", target_months: months = null } = series.latest ?? {};
  const share = metWords(series);
  if (assurance === "" || share === null || months === null) return "";
  switch (assurance) {
    case "failing":
      return `The target is missed: met in ${share}. As things are it won’t be met by waiting.`;
    case "passing":
      return `The target is met in ${share}: as things are it will be met.`;
    case "hit-or-miss":
      return `Hit or miss: the target is met in ${share}.`;
    case "unclear":
      return months === 1
        ? "Whether the target is reliably met can’t be told from one month."
        : `Whether the target is reliably met can’t be told from ${recordWords(series, months)}.`;
  }
}

/** About how many: whole to 20, then to the nearest ten upwards. */
function roughly(count: number): string {
  return formatCount(count <= 20 ? count : Math.ceil(count / 10) * 10);
}

/** Of a sampled rate, how many more would tell whether the target is met, at this rate; null when it is known or can't be. */
function furtherSamples(series: Series): number | null {
  const { latest, definition, frames } = series;
  const { target } = definition;
  if (!hasValue(latest) || !target || latest.numerator === null || !latest.denominator) return null;
  const size = frames.get(latest.period);
  const population = size !== undefined && size >= latest.denominator ? { population: size } : {};
  return furtherSamplesNeeded({
    successes: latest.numerator,
    n: latest.denominator,
    ...population,
    target: target.value / 100,
    direction: target.comparison === "at least" ? "increase" : "decrease",
  });
}

/** How much was sampled: '121 of 1,910 cases sampled'. */
function sampledWords(series: Series): string {
  const { latest, frames, definition } = series;
  if (!latest?.denominator) return "";
  if (definition.has_interval) return `Of ${formatCount(latest.denominator)}`;
  const size = frames.get(latest.period);
  return size !== undefined && size >= latest.denominator
    ? `Sampled ${formatCount(latest.denominator)} of ${formatCount(size)}`
    : `Sampled ${formatCount(latest.denominator)}`;
}

/** How sure a sample makes us, in a sentence or two; empty where the figure isn't of a sample. */
export function sampleWords(series: Series): string {
  const { latest, definition } = series;
  if (!hasValue(latest) || latest.lower === null || latest.upper === null) return "";
  const [lower, upper] = [latest.lower, latest.upper].map((end) => formatValue(end, definition.unit));
  const whole = definition.has_interval
    ? "so many leave the rate of cases like them"
    : "the rate of them all is likely to lie";
  const range = `${sampledWords(series)}: ${whole} between ${lower} and ${upper} (95% interval).`;
  if (latest.target_status === "met") return `${range} The target is met, sampling error and all.`;
  if (latest.target_status === "missed") return `${range} The target is missed, sampling error and all.`;
  if (latest.target_status !== "unclear") return range;
  const more = furtherSamples(series);
  const tell = more ? `: about ${roughly(more)} more ${more === 1 ? "sample" : "samples"} would` : "";
  return `${range} Whether the target is met can’t be told yet${tell}.`;
}

/** No team is named for a rate of fewer cases than this. */
const fewest = 5;

/**
 * The teams that got worse by a rule of their own chart, in a sentence, less those `named` already and rates of fewer
 * than five; empty where none did, more than three, or months of any team are hidden.
 */
export function worseTeams(series: Series, named: readonly string[]): string {
  const groups = series.breakdowns.find(({ dimension }) => dimension === "team")?.groups ?? [];
  // What has no team is none.
  const teams = groups.filter(({ group }) => group !== "not recorded");
  if (groups.some(isGroupHidden)) return "";
  const worse = teams.flatMap((team) => {
    const name = formatGroup(team.group);
    const signal = signalInGroup(series, team);
    const isSmall = (team.months.get(series.month)?.denominator ?? fewest) < fewest;
    return signal?.variation === "concern" && !isSmall && !named.includes(team.group)
      ? [{ name, signal }]
      : [];
  });
  const [first] = worse;
  if (!first || worse.length > 3 || teams.length < 2) return "";
  if (worse.length === 1) return `${first.name} is ${shortRuleWords(first.signal)}.`;
  const parts = worse.map(
    ({ name, signal }) => `${name} since ${formatMonth((signal.shift ?? signal).since)}`,
  );
  return `Worse by their own charts: ${formatList(parts)}.`;
}

/** How a steady measure stands against its target, in a word or two. */
export function steadyWords(series: Series): string {
  const { latest, definition } = series;
  if (!hasValue(latest) || !definition.target) return "no target";
  if (latest.target_status === "unclear") return "can’t tell yet";
  if (latest.assurance === "passing") return "reliably met";
  if (latest.assurance === "hit-or-miss") return "hit or miss";
  return latest.target_status === "met" ? "met" : "missed";
}
