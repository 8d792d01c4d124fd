import { isDay } from "../../loaders/dates.ts";

/**
 * Whether ten digits are an NHS number: the last is 11 less the weighted sum of the others (10 down to 2) modulo
 * 11, and 10 is never used. One digit repeated and numbers from 00 are never issued, though some pass the sum.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || digits.startsWith("00") || /^(\d)\1{9}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += Number(digits[index]) * (10 - index);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/**
 * Whether two letters can begin a National Insurance number: neither is D, F, I, Q, U or V, the second isn't O,
 * and BG, GB, KN, NK, NT, TN and ZZ aren't given out. QQ is let through: it stands in invented and example numbers.
 */
export function isInsurancePrefix(letters: string): boolean {
  if (letters === "QQ") return true;
  return /^[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]$/.test(letters) && !/^(BG|GB|KN|NK|NT|TN|ZZ)$/.test(letters);
}

/** A UK telephone number as its digits from 0, however it was written. */
export function toDialled(number: string): string {
  const digits = number.replace(/\D/g, "");
  return digits.replace(/^(?:00)?44(?:0(?=\d{9}))?/, "0");
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

const monthWord = `(?:${months.join("|")})[a-z]{0,6}`;

const isoDate = "(?<y1>\\d{4})(?<sign>[-/.]?)(?<m1>\\d{2})\\k<sign>(?<d1>\\d{2})(?!\\d)";
const numbers = "(?<d2>\\d{1,2})(?<mark>[-/. +])(?<m2>\\d{1,2})[-/. +](?<y2>\\d{4})(?!\\d)";
const shortYear =
  "(?<!\\d[./-]|v|[#v]\\s|version\\s|release\\s)(?<d3>\\d{1,2})(?<short>[-/.])(?<m3>\\d{1,2})\\k<short>(?<y3>\\d{2})(?![\\d./-]\\d|\\d)";
const dayInWords = `(?<d4>\\d{1,2})(?:st|nd|rd|th)?[-/\\s,+]*(?:of )?(?<m4>${monthWord})\\.?[-/\\s,+]*(?<y4>\\d{4}|'?\\d{2})(?!\\d)`;
const monthFirst = `(?<m5>${monthWord})\\.?[\\s+]+(?<d5>\\d{1,2})(?:st|nd|rd|th)?,?[\\s+]+(?<y5>\\d{4}|'\\d{2})(?!\\d)`;

/** Dates as they are written in Britain, with or without the century: day first, month in words or numbers, or ISO. */
export const datePattern = new RegExp(
  `(?<!\\d|\\d\\.)(?:${[isoDate, numbers, shortYear, dayInWords, monthFirst].join("|")})`,
  "gi",
);

/**
 * The days that a match of `datePattern` may be, as `yyyy-mm-dd`: none where there is no such day, two of a year without its century.
 * Where months come first, so may they in numbers.
 */
export function toDays({ groups = {} }: RegExpMatchArray, isMonthFirst = false): string[] {
  const place = [1, 2, 3, 4, 5].find((number) => groups[`y${number}`] !== undefined);
  const [year = "", month = "", day = ""] = ["y", "m", "d"].map((part) => groups[`${part}${place}`]);
  const number = /^\d/.test(month) ? Number(month) : months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const digits = year.replace("'", "");
  const years = digits.length === 4 ? [digits] : [`19${digits}`, `20${digits}`];
  const orders = isMonthFirst && (place === 2 || place === 3) ? [number, Number(day)] : [number];
  return years
    .flatMap((one) => orders.map((first, index) => [one, first, index === 0 ? Number(day) : number] as const))
    .map(([one, first, second]) =>
      [one, String(first).padStart(2, "0"), String(second).padStart(2, "0")].join("-"),
    )
    .filter(isDay);
}
