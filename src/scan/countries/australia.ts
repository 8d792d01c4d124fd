import { isOneDigit, weighed } from "../checkDigits.ts";
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
  telephoneRules,
  wordBegin,
  wordEnd,
} from "../rule.ts";

/** Whether nine digits are a tax file number: their weighted sum is a multiple of 11. */
const isTaxFileNumber = (digits: string): boolean =>
  /^\d{9}$/.test(digits) && weighed(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && !isOneDigit(digits);

/** Whether ten digits, or eleven with the person's place on the card, are of a Medicare card: the ninth checks the first eight. */
const isMedicareNumber = (digits: string): boolean =>
  /^[2-6]\d{9,10}$/.test(digits) && weighed(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8]);

const telephones = {
  dialled_by: "61",
  toDialled: (number: string) => digitsOf(number).replace(/^(?:00)?61(?:0(?=\d{9}))?/, "0"),
  isTelephone: (dialled: string) => /^0[2-478]\d{8}$/.test(dialled),
};

/** Australia's numbers and addresses. A postcode is four digits, as is a year: it counts after its state. */
export const australia: Country = {
  ...telephones,
  rules: [
    {
      what: "a tax file number",
      pattern: new RegExp(`${noDigitBefore}(?<![\\p{L}])\\d{3}([ -]?)\\d{3}\\1\\d{3}${noDigitAfter}`, "gu"),
      holds: ([text], _, allowed) => isTaxFileNumber(digitsOf(text)) && !allowed.texts.has(squash(text)),
    },
    saidBefore("a tax file number", "tfn|tax file", "8", isTaxFileNumber),
    {
      what: "a Medicare number",
      pattern: new RegExp(
        `${noDigitBefore}(?<![\\p{L}])[2-6]\\d{3}([ -]?)\\d{5}\\1\\d(?:[ /-]?\\d)?${noDigitAfter}`,
        "gu",
      ),
      holds: ([text], _, allowed) => isMedicareNumber(digitsOf(text)) && !allowed.texts.has(squash(text)),
    },
    {
      what: "a postcode",
      pattern: new RegExp(`${wordBegin}(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),? \\d{4}${wordEnd}`, "gu"),
      holds: isNotOwn,
    },
    ...telephoneRules(telephones),
    addressRule,
    fromAbroad("61"),
  ],
  national: {
    what: "a tax file number",
    is: (digits) => isTaxFileNumber(digits) || isMedicareNumber(digits),
  },
  fewest_digits: 9,
  is_month_first: false,
};
