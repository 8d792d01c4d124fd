import { financialYearOf } from "../../loaders/dates.ts";
import { decimalsOf, isCounted } from "../catalogue/units.ts";
import type { NamedPeriod } from "../measures/period.ts";
import { monthName, nameDay, nameDays, nameMonth } from "../warehouse/daysInWords.ts";

/** Made when first asked for: it takes a browser some milliseconds, which a page that formats nothing has no need of. */
const made = new Map<number, Intl.NumberFormat>();

function numberFormat(decimals: 0 | 1 | 2): Intl.NumberFormat {
  const kept = made.get(decimals);
  if (kept) return kept;
  const own = new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  made.set(decimals, own);
  return own;
}

/** A count with thousands separators: '2,648'. */
export function formatCount(value: number): string {
  return Number.isInteger(value) ? numberFormat(0).format(value) : numberFormat(1).format(value);
}

/** A value in its unit at that unit's one precision: '57.3%', '2.01', '2,648'. */
export function formatValue(value: number, unit: string): string {
  const decimals = decimalsOf(unit);
  if (decimals === undefined) return formatCount(value);
  return `${numberFormat(decimals).format(value)}${unit === "percent" ? "%" : ""}`;
}

/** A limit or average in its unit: whole from 10, where its tenths say nothing. */
export function formatLimit(value: number, unit: string): string {
  return formatValue(isCounted(unit) && Math.abs(value) >= 9.95 ? Math.round(value) : value, unit);
}

/** A target as its source states it: '75%', '2', '0'. */
export function formatTarget(value: number, unit: string): string {
  const number = Number.isInteger(value) ? numberFormat(0).format(value) : String(value);
  return unit === "percent" ? `${number}%` : number;
}

/** '2022-03' or '2022-03-31' as 'March 2022'. */
export const formatMonth = nameMonth;

/** '2022-03' as 'Mar 2022', for an axis. */
export function formatShortMonth(text: string): string {
  return `${monthName(text).slice(0, 3)} ${text.slice(0, 4)}`;
}

/** '2022-03-31' as '31 March 2022'. */
export const formatDay = nameDay;

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** '2022-04-01' as 'Friday 1 April'. */
export function formatWeekday(date: string): string {
  const weekday = weekdays[new Date(date).getUTCDay()];
  return `${weekday} ${Number(date.slice(8, 10))} ${monthName(date)}`;
}

/** '2022-04-01' as 'Fri 1 Apr', for a table of days that are near. */
export function formatShortWeekday(date: string): string {
  const weekday = weekdays[new Date(date).getUTCDay()] ?? "";
  return `${weekday.slice(0, 3)} ${Number(date.slice(8, 10))} ${monthName(date).slice(0, 3)}`;
}

/** '2022-03-31' as '31 Mar 2022', for a table of many dates. */
export function formatShortDay(date: string): string {
  return `${Number(date.slice(8, 10))} ${formatShortMonth(date)}`;
}

/** A period in plain English: 'March 2022', 'the week 28 March to 3 April 2022', '2021/22', 'July to September 2021', '2021/22 to June 2021', '30 March 2022'. */
export function formatPeriod({
  period,
  period_kind,
  period_start: from,
  period_end: to,
}: NamedPeriod): string {
  const days = `${formatDay(from)} to ${formatDay(to)}`;
  const wholeYear = financialYearOf(to);
  switch (period_kind) {
    case "month":
      return formatMonth(period);
    case "week":
      return `the week ${nameDays({ from, to })}`;
    case "quarter":
      return `${monthName(from)}${isOfOneYear(from, to) ? "" : ` ${from.slice(0, 4)}`} to ${formatMonth(to)}`;
    case "year-to-date":
      // Days since the year began that were asked for by their dates are called by these.
      return period === `${wholeYear} to ${to.slice(0, 7)}` ? `${wholeYear} to ${formatMonth(to)}` : days;
    case "span":
      return days;
    case "as-at":
      return formatDay(to);
    default:
      return period;
  }
}

const isOfOneYear = (from: string, to: string) => from.slice(0, 4) === to.slice(0, 4);

const dimensionNames: Record<string, string> = {
  wrap_up_code: "wrap-up code",
  menu_option: "menu option",
};

/** A dimension in words: 'wrap-up code' for wrap_up_code. */
export function formatDimension(dimension: string): string {
  return dimension
    .split(",")
    .map((part) => dimensionNames[part] ?? part.replaceAll("_", " "))
    .join(" and ");
}

/** A group of a breakdown as a reader sees it; a blank one is 'Not recorded'. */
export function formatGroup(group: string): string {
  return group.trim() === "" ? "Not recorded" : capitalise(group);
}

/** 'one, two and three'. */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** A count with its noun: '1 source', '2 sources'. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The first letter in upper case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first letter in lower case. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The noun of a unit for a count: 'case' for one of 'cases', 'person' for one of 'people'. */
export function nounFor(count: number, unit: string): string {
  if (count !== 1) return unit;
  if (unit === "people") return "person";
  return unit.replace(/ies$/, "y").replace(/s$/, "");
}

const numerals = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** A small count in words, as a sentence wants it: 'two'; figures from ten. */
export function formatSmall(count: number): string {
  return numerals[count] ?? formatCount(count);
}

/** Which figures a holding concerns: `by mailbox`, or one group alone, `Complaints about us`. */
export function formatPart(breakdown: string): string {
  const at = breakdown.indexOf("=");
  return at < 0 ? `by ${formatDimension(breakdown)}` : breakdown.slice(at + 1);
}
