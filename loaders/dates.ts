/** Days as `yyyy-mm-dd` and months as `yyyy-mm`: all that is reckoned with them, wherever it is needed. */

/** The months by their English names, in order. */
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const millisecondsOfDay = 86_400_000;

const toDay = (time: number) => new Date(time).toISOString().slice(0, 10);

const numbersOf = (month: string): [year: number, month: number] => [
  Number(month.slice(0, 4)),
  Number(month.slice(5, 7)),
];

/** Whether text is a day that exists, as `yyyy-mm-dd`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && toDay(time) === text;
}

/** The day so many days after `day`, or before it. */
export function addDays(day: string, days: number): string {
  return toDay(Date.parse(day) + days * millisecondsOfDay);
}

/** How many days `to` is after `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / millisecondsOfDay);
}

/** How many days after the first of 1970 a day is. */
export const numberOfDay = (day: string): number => Date.parse(day) / millisecondsOfDay;

/** The day that is so many days after the first of 1970. */
export const dayOfNumber = (number: number): string => toDay(number * millisecondsOfDay);

/** The first day of the month so many months after that of `date`, a month or a day. */
export function startOfMonth(date: string, months = 0): string {
  const [year, month] = numbersOf(date);
  return toDay(Date.UTC(year, month - 1 + months, 1));
}

/** The last day of the month so many months after that of `date`, a month or a day. */
export function endOfMonth(date: string, months = 0): string {
  const [year, month] = numbersOf(date);
  return toDay(Date.UTC(year, month + months, 0));
}

/** The month so many months after `month`. */
export function addMonths(month: string, months: number): string {
  return startOfMonth(month, months).slice(0, 7);
}

/** The month so many months before `month`. */
export function monthsBefore(month: string, months: number): string {
  return addMonths(month, -months);
}

/** Every month from `first` to `last`, both '2022-03'. */
export function monthsBetween(first: string, last: string): string[] {
  const all: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) all.push(month);
  return all;
}

/** The month, 1 to 12, that years begin with: a process reckons for one office. */
let firstMonth = 4;

/** Has years begin with another month from now on, 1 to 12: that of the office that is worked for. */
export function beginYearsWith(month: number): void {
  firstMonth = month;
}

/** The first day of the office's year that a date or month is in; `first` is the month its years begin with. */
export function startOfFinancialYear(date: string, first = firstMonth): string {
  const [year, month] = numbersOf(date);
  return startOfMonth(`${month < first ? year - 1 : year}-${String(first).padStart(2, "0")}`);
}

/** What the office's year is called that begins in a month of `year`: '2021/22', or '2021' where it begins in January. */
export function nameYear(year: number): string {
  return firstMonth === 1 ? String(year) : `${year}/${String((year + 1) % 100).padStart(2, "0")}`;
}

/** The office's year of a date or month, by its name: '2021/22' for '2022-03' where years begin in April. */
export function financialYearOf(date: string): string {
  return nameYear(Number(startOfFinancialYear(date).slice(0, 4)));
}

/** A year of the office's or a quarter of one: the year it begins in, and of a quarter its number. */
export interface NamedYear {
  year: number;
  quarter: number | null;
}

/** The year or quarter that a name stands for, '2021/22' or '2021/22 Q1', or '2021' where years begin in January; null for any other text. */
export function readYearName(text: string): NamedYear | null {
  const form = firstMonth === 1 ? /^(\d{4})()(?: ?Q([1-4]))?$/i : /^(\d{4})[/-](\d{2})(?: ?Q([1-4]))?$/i;
  const [, year = "", next = "", quarter] = form.exec(text) ?? [];
  if (year === "") return null;
  if (firstMonth !== 1 && (Number(year) + 1) % 100 !== Number(next)) return null;
  return { year: Number(year), quarter: quarter === undefined ? null : Number(quarter) };
}

/** The first day of a year or quarter that was named. */
export function startOfNamed({ year, quarter }: NamedYear): string {
  return startOfMonth(`${year}-${String(firstMonth).padStart(2, "0")}`, 3 * ((quarter ?? 1) - 1));
}

/** The kinds of period that a file may cover. */
export const calendarPeriods = [
  ...(["day", "week", "month", "quarter", "financial-quarter", "year", "financial-year"] as const),
] as const;

export type CalendarPeriod = (typeof calendarPeriods)[number];

/** How many months each kind of period has that has whole ones. */
const monthsOf: Partial<Record<CalendarPeriod, number>> = {
  month: 1,
  quarter: 3,
  "financial-quarter": 3,
  year: 12,
  "financial-year": 12,
};

/** Monday of the ISO week that a day is in. */
const startOfWeek = (day: string) => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/**
 * The first day of the period of a kind that a day is in. Weeks begin on Monday, quarters in January, April, July and October, the
 * office's years and their quarters by the month `first`.
 */
export function startOfPeriod(kind: CalendarPeriod, day: string, first = firstMonth): string {
  if (kind === "day") return day;
  if (kind === "week") return startOfWeek(day);
  if (kind === "year") return `${day.slice(0, 4)}-01-01`;
  if (kind === "financial-year") return startOfFinancialYear(day, first);
  const from = kind === "financial-quarter" ? first : 1;
  return startOfMonth(day, kind === "month" ? 0 : -((Number(day.slice(5, 7)) + 12 - from) % 3));
}

/** The last day of the period of a kind that begins on `start`. */
export function endOfPeriod(kind: CalendarPeriod, start: string): string {
  const months = monthsOf[kind];
  return months === undefined ? addDays(start, kind === "week" ? 6 : 0) : endOfMonth(start, months - 1);
}

/** Monday of an ISO week, undefined where the year has none of that number. */
export function startOfIsoWeek(year: number, week: number): string | undefined {
  const first = startOfWeek(`${year}-01-04`);
  const monday = addDays(first, (week - 1) * 7);
  const isThere = week >= 1 && addDays(monday, 3).slice(0, 4) === String(year);
  return isThere ? monday : undefined;
}
