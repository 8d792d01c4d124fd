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

/** Dates as they are written in Britain, each with its year in full: day first, month in words or numbers, or ISO. */
export const datePattern =
  /(?<!\d)(?:(\d{4})([-/.]?)(\d{2})\2(\d{2})|(\d{1,2})[-/. +](\d{1,2})[-/. +](\d{4})|(\d{1,2})(?:st|nd|rd|th)?[-\s,+]+([a-z]{3,9})\.?[-\s,+]+(\d{4})|([a-z]{3,9})\.?[\s+]+(\d{1,2})(?:st|nd|rd|th)?,?[\s+]+(\d{4}))(?!\d)/gi;

/** A match of `datePattern` as `yyyy-mm-dd`, or undefined when there is no such day. */
export function toDay(match: RegExpMatchArray): string | undefined {
  const [, iso, , isoMonth, isoDay, day, month, year, wordDay, word, wordYear, first, firstDay, firstYear] =
    match;
  const named = word ?? first;
  const number = named
    ? months.indexOf(named.slice(0, 3).toLowerCase()) + 1
    : Number(isoMonth ?? month ?? "0");
  const text = [
    iso ?? year ?? wordYear ?? firstYear ?? "",
    String(number).padStart(2, "0"),
    (isoDay ?? day ?? wordDay ?? firstDay ?? "").padStart(2, "0"),
  ].join("-");
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? text : undefined;
}
