import {
  type DateForm,
  findFormProblems,
  hasMonth,
  hasTime,
  patternOf,
  readParts,
  toDateForm,
} from "./dateForms.ts";
import {
  type CalendarPeriod,
  calendarPeriods,
  endOfPeriod,
  isDay,
  startOfIsoWeek,
  startOfMonth,
  startOfPeriod,
} from "./dates.ts";
import { withEnglishMonth } from "./monthNames.ts";
import { sayNearest } from "./nearestName.ts";

/** The days that a file's name says it covers. */
export interface NamedPeriod {
  kind: CalendarPeriod;
  from: string;
  to: string;
}

/**
 * How each period is written in a name, and the first day of the one that was written, in an office whose years begin with the month
 * `first`: undefined where there is none.
 */
const named: Record<
  CalendarPeriod,
  { pattern: string; startOf: (parts: readonly string[], first: number) => string | undefined }
> = {
  day: { pattern: "(\\d{4}-\\d{2}-\\d{2})", startOf: ([day = ""]) => day },
  week: {
    pattern: "(\\d{4})-?W(\\d{2})",
    startOf: ([year, week]) => startOfIsoWeek(Number(year), Number(week)),
  },
  month: { pattern: "(\\d{4}-(?:0[1-9]|1[0-2]))", startOf: ([month = ""]) => `${month}-01` },
  quarter: {
    pattern: "(\\d{4})[-_ ]?Q([1-4])",
    startOf: ([year = "", quarter]) => `${year}-${String(Number(quarter) * 3 - 2).padStart(2, "0")}-01`,
  },
  "financial-quarter": {
    pattern: "(\\d{4})(?:[-_/]?(\\d{4}|\\d{2}))??[-_ ]?Q([1-4])",
    startOf: ([from = "", to, quarter], first) =>
      isYear(from, to, first)
        ? startOfMonth(`${from}-${twoDigits(first)}`, 3 * (Number(quarter) - 1))
        : undefined,
  },
  year: { pattern: "(\\d{4})", startOf: ([year = ""]) => `${year}-01-01` },
  "financial-year": {
    pattern: "(\\d{4})(?:[-_]?(\\d{4}|\\d{2}))?",
    startOf: ([from = "", to], first) =>
      isYear(from, to, first) ? `${from}-${twoDigits(first)}-01` : undefined,
  },
};

/** Whether a year is the one after another, in four digits or its last two. */
const areNext = (from: string, to: string) => String(Number(from) + 1).endsWith(to);

/** Whether a year of the office's is written so: by both years that it lies in, by one where it begins in January. */
const isYear = (from: string, to: string | undefined, first: number) =>
  first === 1 ? to === undefined : to !== undefined && areNext(from, to);

const twoDigits = (number: number) => String(number).padStart(2, "0");

const isNamed = (written: string): written is CalendarPeriod => Object.hasOwn(named, written);

const kindOf = (form: DateForm): CalendarPeriod =>
  form.has("day") ? "day" : hasMonth(form) ? "month" : "year";

const placeholders = /\{([^{}]*)\}/g;

/** The kinds of period that a pattern of file names says, in its order. */
export const periodsIn = (pattern: string): CalendarPeriod[] =>
  [...pattern.matchAll(placeholders)].map(([, written = ""]) =>
    isNamed(written) ? written : kindOf(toDateForm(written)),
  );

/** Whether a pattern of file names has a year of two digits. */
export const hasShortYear = (pattern: string): boolean =>
  [...pattern.matchAll(placeholders)].some(
    ([, written = ""]) => !isNamed(written) && toDateForm(written).has("short year"),
  );

/** Whether a pattern of file names has a month by its name. */
export const hasMonthName = (pattern: string): boolean =>
  [...pattern.matchAll(placeholders)].some(
    ([, written = ""]) =>
      !isNamed(written) &&
      ["month name", "short month name"].some((kind) =>
        toDateForm(written).parts.some((part) => part.kind === kind),
      ),
  );

/** What is wrong with the pattern of a file's name, a line to each. */
export function findPatternProblems(pattern: string): string[] {
  return [...pattern.matchAll(placeholders)].flatMap(([, written = ""]) => {
    if (isNamed(written)) return [];
    const problems = findFormProblems([written]).filter(
      (problem) => !/month/.test(problem) || /[md]/i.test(written),
    );
    const isPlain =
      problems.length === 0 && toDateForm(written).named === undefined && !hasTime(toDateForm(written));
    return isPlain
      ? []
      : [
          `files: unknown period: ${sayNearest(written, calendarPeriods)}`,
          `files: a period is one of ${calendarPeriods.join(", ")}, or the form of a day or month such as {ddmmyyyy}`,
        ];
  });
}

const escapeRegExp = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");

/** What months are called in names: a language, twelve names, or undefined in English. */
type MonthNames = string | readonly string[] | undefined;

/** The first day that a text of a form of days, months or years says. */
function startBy(
  form: DateForm,
  written: string,
  twoDigitYearsFrom = 0,
  months: MonthNames = undefined,
): string | undefined {
  // The English name may be whole where the form has it cut short, as other languages do.
  const text = months === undefined ? written : withEnglishMonth(written, months);
  const parts = readParts(form, text);
  if (!parts) return undefined;
  const { year, month, day } = parts;
  const from = twoDigitYearsFrom % 100;
  const century = twoDigitYearsFrom - from + (year >= from ? 0 : 100);
  const whole = form.has("short year") ? century + year : year;
  return `${whole}-${twoDigits(month)}-${twoDigits(day)}`;
}

/**
 * The shortest of the periods that a file's name says by a pattern, undefined where that says none; `no match` for a name that isn't of
 * the pattern, or says a period that there isn't, or one outside of another that it says. `first` is the month, 1 to 12, that the
 * office's years begin with; `months` what months are called.
 */
export function matchName(
  pattern: string,
  name: string,
  twoDigitYearsFrom?: number,
  first = 4,
  months?: MonthNames,
): NamedPeriod | undefined | "no match" {
  const readers: {
    groups: number;
    kind: CalendarPeriod;
    read: (parts: readonly (string | undefined)[]) => string | undefined;
  }[] = [];
  const written = pattern.split(placeholders).map((part, index) => {
    if (index % 2 === 0) return escapeRegExp(part).replaceAll("*", ".*");
    if (isNamed(part)) {
      const { pattern: one, startOf } = named[part];
      readers.push({
        groups: (one.match(/\((?!\?)/g) ?? []).length,
        kind: part,
        read: (parts) => startOf(parts as readonly string[], first),
      });
      return one;
    }
    const form = toDateForm(part);
    readers.push({
      groups: 1,
      kind: kindOf(form),
      read: ([text = ""]) => startBy(form, text, twoDigitYearsFrom, months),
    });
    return `(${form.parts.map(patternOf).join("")})`;
  });
  const match = new RegExp(`^${written.join("")}$`, "u").exec(name);
  if (!match) return "no match";
  const periods: NamedPeriod[] = [];
  let group = 1;
  for (const { groups, kind, read } of readers) {
    const from = read(match.slice(group, group + groups));
    group += groups;
    if (from === undefined || !isDay(from) || startOfPeriod(kind, from, first) !== from) return "no match";
    periods.push({ kind, from, to: endOfPeriod(kind, from) });
  }
  const shortest = periods.toSorted(
    (a, b) => calendarPeriods.indexOf(a.kind) - calendarPeriods.indexOf(b.kind),
  )[0];
  const isWithin = periods.every(({ from, to }) => !shortest || (from <= shortest.from && to >= shortest.to));
  return isWithin ? shortest : "no match";
}
