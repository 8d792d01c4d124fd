import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import {
  addDays,
  endOfMonth,
  financialYearOf,
  nameYear,
  readYearName,
  startOfFinancialYear,
  startOfIsoWeek,
  startOfMonth,
  startOfNamed,
} from "../../loaders/dates.ts";
import type { Figure } from "./figure.ts";
import type { AskedKind } from "./question.ts";

/** A period as figures have it: what it is called, of which kind it is, its first day and its last. */
export type NamedPeriod = Pick<Figure, "period" | "period_kind" | "period_start" | "period_end">;

/** A period that was asked for by its label: what the engine is asked, and the label its figure bears. */
export interface AskedPeriod {
  kind: AskedKind;
  label: string;
  from?: string;
  to: string;
}

const isDay = (text: string) => z.iso.date().safeParse(text).success;

/** The label of the year to date that ends with a month: `2021/22 to 2021-09`. */
export const yearToDate = (month: string) => `${financialYearOf(month)} to ${month}`;

/** A month, `yyyy-mm`, as a period. */
export const monthPeriod = (month: string): NamedPeriod => ({
  period: month,
  period_kind: "month",
  period_start: startOfMonth(month),
  period_end: endOfMonth(month),
});

/** The year to date that ends with a month, `yyyy-mm`. */
export const yearToDatePeriod = (month: string): NamedPeriod => ({
  period: yearToDate(month),
  period_kind: "year-to-date",
  period_start: startOfFinancialYear(month),
  period_end: endOfMonth(month),
});

/** The office's year that a month is in, `yyyy-mm`. */
export const yearPeriod = (month: string): NamedPeriod => ({
  period: financialYearOf(month),
  period_kind: "financial-year",
  period_start: startOfFinancialYear(month),
  period_end: endOfMonth(startOfFinancialYear(month), 11),
});

/** How a month, a quarter and a year are written, in words: '2021-06, 2021/22 Q1 or 2021/22'. */
export const periodForms = (): string => `2021-06, ${nameYear(2021)} Q1 or ${nameYear(2021)}`;

/**
 * The period a label stands for: a week `2021-W24`, a month `2021-06`, a quarter `2021/22 Q1`, a financial year `2021/22` or `2021-22`, a
 * year to date `2021/22 to 2021-09` or `2021-04 to 2021-09`, a date `2022-03-30` (as at) or days up to a date `2014-12-14
 * to 2015-02-11`. Throws a DataError that gives these forms, and the `kinds` that may be asked for as well.
 */
export function parsePeriod(text: string, kinds: readonly string[] = []): AskedPeriod {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text))
    return { kind: "month", label: text, from: startOfMonth(text), to: endOfMonth(text) };
  const [, year = "", week = ""] = /^(\d{4})-?W(\d{2})$/.exec(text) ?? [];
  const monday = week === "" ? undefined : startOfIsoWeek(Number(year), Number(week));
  if (monday) return { kind: "week", label: `${year}-W${week}`, from: monday, to: addDays(monday, 6) };
  const named = readYearName(text);
  if (named) {
    const label = nameYear(named.year);
    const [from, months] = [startOfNamed(named), named.quarter === null ? 12 : 3];
    const span = { from, to: endOfMonth(from, months - 1) };
    if (named.quarter === null) return { kind: "financial-year", label, ...span };
    return { kind: "quarter", label: `${label} Q${named.quarter}`, ...span };
  }
  const toDate = /^(.+?)[ -]to[ -](\d{4}-(?:0[1-9]|1[0-2]))$/.exec(text);
  if (toDate?.[1] && toDate[2]) {
    const [, since, last] = toDate;
    const first = startOfFinancialYear(last).slice(0, 7);
    if ([first, financialYearOf(last), financialYearOf(last).replace("/", "-")].includes(since))
      return {
        kind: "year-to-date",
        label: yearToDate(last),
        from: startOfMonth(last),
        to: endOfMonth(last),
      };
  }
  if (isDay(text)) return { kind: "as-at", label: text, to: text };
  const [from = "", to = "", ...others] = text.split(" to ");
  if (others.length === 0 && isDay(from) && isDay(to) && from <= to)
    return { kind: "as-at", label: text, from, to };
  throw new DataError(
    `unknown period: ${text}`,
    [
      "a month: 2021-06, or a week: 2021-W24",
      `a quarter of the office's year: ${nameYear(2021)} Q1`,
      `a year of the office: ${[nameYear(2021), ...(nameYear(2021).includes("/") ? ["2021-22"] : [])].join(" or ")}, or the year to date: ${nameYear(2021)} to 2021-09`,
      "as at a date: 2022-03-30",
      "the days up to a date: 2014-12-14 to 2015-02-11",
    ],
    `Give --period in one of these forms${kinds.length > 0 ? `, or a kind: ${kinds.join(", ")}` : ""}.`,
  );
}

/** The same; null where a text is no period. */
export function askPeriod(text: string): AskedPeriod | null {
  try {
    return parsePeriod(text);
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/**
 * The period of a label in what a person, a file or an earlier release wrote, as `parsePeriod` reads it; null where it is none.
 * Whatever is made here has the period beside its label.
 */
export function readPeriod(text: string): NamedPeriod | null {
  const asked = askPeriod(text);
  if (asked === null) return null;
  const { kind, label, from, to } = asked;
  if (kind === "year-to-date") return yearToDatePeriod(to.slice(0, "yyyy-mm".length));
  const period_kind = kind === "as-at" && from !== undefined ? "span" : kind;
  return { period: label, period_kind, period_start: from ?? to, period_end: to };
}
