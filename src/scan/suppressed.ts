import { monthNames } from "../../loaders/dates.ts";
import type { Figure } from "../measures/figure.ts";
import { formatDimension, formatGroup, formatPeriod } from "../report/format.ts";

/** A figure that the release hides: what it is, where it would stand, and its numbers, which stay here. */
export interface SuppressedFigure {
  /** What it is, without its value: 'calls, 2021-04'. */
  what: string;
  /** Its row in a table of all measures: heading and what stands under it, '' for nothing. */
  row: Readonly<Record<"measure" | "period" | "breakdown" | "group", string>>;
  /** How files, pages, sheets and charts about its measure are named. */
  about: readonly string[];
  /** What a title of its measure may say after 'by': its dimensions, in words. */
  ways: readonly string[];
  /** What a reader tells it by: first its period, then each of its groups, all in the forms they may take. */
  keys: readonly (readonly string[])[];
  /** The month, `yyyy-mm`, of a figure that charts draw; '' of any other. */
  month: string;
  group: string;
  /** The numbers hidden: numerator, denominator and value. */
  values: readonly number[];
  /** Those of them that are shown all the same: of how many a hidden share is. */
  shown: readonly number[];
}

function periodForms(figure: Figure): string[] {
  const { period, period_kind, period_end: end } = figure;
  const [year = "", month = "", day = ""] = end.split("-");
  const name = monthNames[Number(month) - 1] ?? "";
  const short = name.slice(0, 3);
  const lastDay = `${Number(day)} ${name} ${year}`;
  if (period_kind === "month")
    return [period, formatPeriod(figure), `${short} ${year}`, `${short} ${year.slice(2)}`, `${name} ${year}`];
  if (period_kind === "as-at") return [period, lastDay];
  if (period_kind === "year-to-date") return [period, formatPeriod(figure)];
  return [period, formatPeriod(figure), period.replace("/", "-"), `year ending ${lastDay}`];
}

/**
 * A figure of the warehouse, before it was hidden, as what the scan looks for. `labels` are the names of its
 * measure that pages, sheets and charts show, `shown` the numbers of it that aren't hidden, `dimensions` what its measure
 * may be broken down by.
 */
export function toSuppressed(
  figure: Figure,
  labels: readonly string[],
  shown: readonly number[] = [],
  dimensions: readonly string[] = [],
): SuppressedFigure {
  const { measure, period, breakdown, group, numerator, denominator, value } = figure;
  const groups = breakdown === "" ? [] : group.split(" · ");
  return {
    what: [measure, period, ...groups].join(", "),
    row: { measure, period, breakdown, group },
    about: [measure, ...labels],
    ways: [...dimensions, ...breakdown.split(",")].filter((one) => one !== "").map(formatDimension),
    keys: [
      periodForms(figure),
      ...groups.map((one) => (one.trim() === "" ? [one, formatGroup(one)] : [one])),
    ],
    month: figure.period_kind === "month" ? period : "",
    group,
    values: [...new Set([numerator, denominator, value].filter((one) => one !== null))].filter(
      (one) => !shown.includes(one),
    ),
    shown,
  };
}

/** Text as it is compared: lower case, each gap one space. */
export const toCompared = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();

const thousands = "\\d{1,3}(?:[, \\u00a0]\\d{3})+(?:\\.\\d+)?";
const plain = "\\d+(?:\\.\\d+)?";
const numberPattern = new RegExp(
  `(?<![\\p{L}\\d.,/-])-?(?:${thousands}(?![\\d/])|${plain}(?![\\d/]|-\\d))`,
  "gu",
);

/** The numbers that a text says, with how many decimals each is written. */
export function numbersIn(text: string): { number: number; decimals: number }[] {
  return [...text.matchAll(numberPattern)].map(([digits]) => ({
    number: Number(digits.replace(/[, \u00a0]/g, "")),
    decimals: digits.split(".")[1]?.length ?? 0,
  }));
}

/** Whether a text says one of the hidden numbers, as precisely as it is written, but for numbers that are shown. */
export function saysHidden(text: string, values: readonly number[], shown: readonly number[] = []): boolean {
  return numbersIn(text).some(
    ({ number, decimals }) =>
      !shown.includes(number) &&
      values.some((value) => Math.abs(value - number) <= 0.5 * 10 ** -decimals - 1e-9 || value === number),
  );
}

const asWords = (text: string) =>
  ` ${toCompared(text)
    .replace(/[^\p{L}\p{N}-]+/gu, " ")
    .trim()} `;

/** A function of a figure's names, told once for each. */
function onceForNames(
  tell: (names: readonly string[], ways: readonly string[]) => boolean,
): (one: SuppressedFigure) => boolean {
  const told = new Map<string, boolean>();
  return ({ about, ways }) => {
    const key = [...about, "", ...ways].join("\n");
    const known = told.get(key) ?? tell(about, ways);
    told.set(key, known);
    return known;
  };
}

const remark = "[,;:|.()[\\]\\u2013\\u2014]| [|(\\u2013\\u2014]";
const times = monthNames.map((name) => name.slice(0, 3).toLowerCase()).join("|");

/** What may follow a measure's name in a title, after which it is one: nothing, a remark, days, or a way to break it down. */
function afterName(ways: readonly string[]): RegExp {
  const by = ["day", "week", "month", "quarter", "year", "financial year", "period", "group", ...ways]
    .map((way) => toCompared(way).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("|");
  return new RegExp(
    `^(?:$|${remark}| by (?:${by})(?:$|${remark}| (?:and|in|every|each|since)\\b)| (?:in (?:every\\b|each\\b|\\d{4}\\b|(?:${times}))|every\\b|each\\b|since\\b))`,
    "u",
  );
}

/** Whether a text somewhere names a figure's measure: of a sentence or a row. */
export function mentions(texts: readonly string[]): (one: SuppressedFigure) => boolean {
  const said = texts.map(asWords);
  return onceForNames((names) => names.some((name) => said.some((text) => text.includes(asWords(name)))));
}

/**
 * Whether a title, heading or file name is that of a figure's measure: the name, and after it nothing but a remark
 * ('Calls, by line', 'Calls by line', 'Calls | Statistics', 'data/calls.csv'). 'Calls wrapped up as positive feedback' is
 * neither of calls nor of positive feedback, nor is a sentence that begins so, as definitions do: 'Feedback received by
 * email, …', 'Reviews completed in the period …'.
 */
export function isTitled(texts: readonly string[]): (one: SuppressedFigure) => boolean {
  const said = texts.map((text) => toCompared(text.replace(/^\S*\//, "")));
  return onceForNames((names, ways) => {
    const isAfter = afterName(ways);
    return names.some((name) => {
      const wanted = toCompared(name);
      return said.some((text) => text.startsWith(wanted) && isAfter.test(text.slice(wanted.length)));
    });
  });
}

const indexes = new WeakMap<readonly SuppressedFigure[], Map<string, SuppressedFigure[]>>();

/** Hidden figures by each form of their period, made once for each list of them. */
export function byPeriod(
  hidden: readonly SuppressedFigure[],
): ReadonlyMap<string, readonly SuppressedFigure[]> {
  const made = indexes.get(hidden);
  if (made) return made;
  const index = new Map<string, SuppressedFigure[]>();
  for (const one of hidden)
    for (const form of new Set((one.keys[0] ?? []).map(toCompared))) {
      const own = index.get(form);
      if (own) own.push(one);
      else index.set(form, [one]);
    }
  indexes.set(hidden, index);
  return index;
}
