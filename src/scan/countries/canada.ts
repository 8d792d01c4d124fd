import { isLuhn, isOneDigit } from "../checkDigits.ts";
import {
  addressRule,
  type Country,
  digitsOf,
  fromAbroad,
  isNotOwn,
  noDigitAfter,
  noDigitBefore,
  saidBefore,
  squash,
  wordBegin,
  wordEnd,
} from "../rule.ts";
import { northAmericanTelephones, telephones } from "./northAmerica.ts";

/** Whether nine digits are a Social Insurance Number: none begins with 8, and the last is the check digit of Luhn. */
const isSocialInsuranceNumber = (digits: string): boolean =>
  /^[0-79]\d{8}$/.test(digits) && isLuhn(digits) && !isOneDigit(digits);

/** Canada's numbers and addresses. A Social Insurance Number stands in three groups, or as one word. */
export const canada: Country = {
  ...telephones,
  rules: [
    {
      what: "a Social Insurance Number",
      pattern: new RegExp(`${noDigitBefore}(?<![\\p{L}])\\d{3}([ -]?)\\d{3}\\1\\d{3}${noDigitAfter}`, "gu"),
      holds: ([text], _, allowed) =>
        isSocialInsuranceNumber(digitsOf(text)) && !allowed.texts.has(squash(text)),
    },
    saidBefore("a Social Insurance Number", "sin|nas|social insurance", "8", isSocialInsuranceNumber),
    {
      what: "a postal code",
      pattern: new RegExp(
        `${wordBegin}[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d${wordEnd}`,
        "gu",
      ),
      holds: isNotOwn,
    },
    {
      what: "a postal code",
      pattern: new RegExp(
        `${wordBegin}[abceghj-nprstvxy]\\d[abceghj-nprstv-z] \\d[abceghj-nprstv-z]\\d${wordEnd}`,
        "gu",
      ),
      holds: isNotOwn,
    },
    ...northAmericanTelephones,
    addressRule,
    fromAbroad("1"),
  ],
  national: { what: "a Social Insurance Number", is: isSocialInsuranceNumber },
  fewest_digits: 9,
  is_month_first: true,
};
