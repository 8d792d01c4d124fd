import { isOneDigit, weighed } from "../checkDigits.ts";
import {
  addressRule,
  type Country,
  digitsOf,
  fromAbroad,
  noDigitAfter,
  noDigitBefore,
  saidBefore,
  squash,
  telephoneRules,
  wordBegin,
  wordEnd,
} from "../rule.ts";

/**
 * Whether eight or nine digits are an IRD number: from 10 million to 200 million, and the last is 11 less the weighted sum of the
 * others modulo 11; where that is 10, by the second weights. Source: Inland Revenue's specification for software developers.
 */
function isIrdNumber(digits: string): boolean {
  if (!/^\d{8,9}$/.test(digits) || Number(digits) < 10_000_000 || Number(digits) > 200_000_000) return false;
  const whole = digits.padStart(9, "0");
  const check = (weights: readonly number[]) => (11 - (weighed(whole.slice(0, 8), weights) % 11)) % 11;
  const first = check([3, 2, 7, 6, 5, 4, 3, 2]);
  const digit = first === 10 ? check([7, 4, 3, 2, 5, 2, 7, 6]) : first;
  return digit === Number(whole[8]) && !isOneDigit(digits);
}

const nhiLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * Whether three letters (no I or O) and four digits are a National Health Index number: the last is 11 less the weighted sum of the
 * others modulo 11, and a sum of none is never used. Source: HISO 10046.
 */
function isNhiNumber(text: string): boolean {
  if (!/^[A-HJ-NP-Z]{3}\d{4}$/.test(text)) return false;
  const values = [...text].map((one) => (/\d/.test(one) ? Number(one) : nhiLetters.indexOf(one) + 1));
  const sum = values.slice(0, 6).reduce((all, value, index) => all + value * (7 - index), 0) % 11;
  return sum !== 0 && (11 - sum) % 10 === values[6];
}

const telephones = {
  dialled_by: "64",
  toDialled: (number: string) => digitsOf(number).replace(/^(?:00)?64(?:0(?=\d{8}))?/, "0"),
  isTelephone: (dialled: string) => /^0(?:[34679]\d{7}|2\d{7,9}|[589]0[08]\d{5,7})$/.test(dialled),
};

/**
 * New Zealand's numbers and addresses. An IRD number stands in groups, or as one word; bare digits of its length pass by chance
 * once in eleven, and no statistics have any so large. A postcode is four digits, as is a year: it is found with its street or a
 * box.
 */
export const newZealand: Country = {
  ...telephones,
  rules: [
    {
      what: "an IRD number",
      pattern: new RegExp(`${noDigitBefore}(?<![\\p{L}])\\d{2,3}([ -]?)\\d{3}\\1\\d{3}${noDigitAfter}`, "gu"),
      holds: ([text], _, allowed) => isIrdNumber(digitsOf(text)) && !allowed.texts.has(squash(text)),
    },
    saidBefore("an IRD number", "ird|tax file", "7,8", isIrdNumber),
    {
      what: "an NHI number",
      pattern: new RegExp(`${wordBegin}[A-HJ-NP-Z]{3} ?\\d{4}${wordEnd}`, "gu"),
      holds: ([text], _, allowed) => isNhiNumber(text.replace(" ", "")) && !allowed.texts.has(squash(text)),
    },
    {
      what: "an NHI number",
      sign: /nhi/i,
      pattern: new RegExp(
        `${wordBegin}nhi[^\\p{L}\\d\\n]{0,12}(?:number|no)?[^\\p{L}\\d\\n]{0,12}[a-z]{3}\\d{2}[a-z\\d]{2}${wordEnd}`,
        "giu",
      ),
      holds: () => true,
    },
    {
      what: "a postal box",
      pattern: /\b(?:P\.? ?O\.? Box|Private Bag) \d{1,6}\b/giu,
      holds: ([text], _, allowed) => !allowed.texts.has(squash(text)),
    },
    ...telephoneRules(telephones),
    addressRule,
    fromAbroad("64"),
  ],
  national: { what: "an IRD number", is: isIrdNumber },
  fewest_digits: 8,
  is_month_first: false,
};
