import { isOneDigit } from "../checkDigits.ts";
import {
  addressRule,
  type Country,
  fromAbroad,
  isNotOwn,
  noDigitAfter,
  noDigitBefore,
  saidBefore,
  wordBegin,
  wordEnd,
} from "../rule.ts";
import { northAmericanTelephones, telephones } from "./northAmerica.ts";

/**
 * Whether nine digits can be a Social Security number: it has no check digit, but no part of it is noughts alone, and no area is 666
 * or from 900. Source: the Social Security Administration, on randomisation of 2011.
 */
const isSocialSecurityNumber = (digits: string): boolean =>
  /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) &&
  !isOneDigit(digits) &&
  digits !== "123456789";

const states =
  "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY";

/**
 * The United States' numbers and addresses. A Social Security number counts in its groups, or where a word says what it is: nine
 * digits alone are many other things, as are five of a ZIP code without their state or the four after them.
 */
export const unitedStates: Country = {
  ...telephones,
  rules: [
    {
      what: "a Social Security number",
      pattern: new RegExp(
        `${noDigitBefore}(?<![\\p{L}])(\\d{3})([ -])(\\d{2})\\2(\\d{4})${noDigitAfter}`,
        "gu",
      ),
      holds: ([, area = "", , group = "", serial = ""]) => isSocialSecurityNumber(area + group + serial),
    },
    saidBefore("a Social Security number", "ssn|social security", "8", isSocialSecurityNumber),
    {
      what: "a ZIP code",
      pattern: new RegExp(`${wordBegin}(?:${states}),? \\d{5}(?:-\\d{4})?${wordEnd}`, "gu"),
      holds: isNotOwn,
    },
    {
      what: "a ZIP code",
      pattern: new RegExp(`${noDigitBefore}(?<![\\p{L}])\\d{5}-\\d{4}${noDigitAfter}`, "gu"),
      holds: isNotOwn,
    },
    ...northAmericanTelephones,
    addressRule,
    fromAbroad("1"),
  ],
  national: {
    what: "a Social Security number",
    is: (digits) => /^\d{9}$/.test(digits) && isSocialSecurityNumber(digits),
  },
  fewest_digits: 9,
  is_month_first: true,
};
