import { weighed } from "../checkDigits.ts";
import {
  addressRule,
  type Country,
  digitsOf,
  fromAbroad,
  squash,
  telephoneRules,
  wordBegin,
  wordEnd,
} from "../rule.ts";

const letters = "WABCDEFGHIJKLMNOPQRSTUV";

/**
 * Whether seven digits and a letter, or two, are a PPS number: the letter is the weighted sum modulo 23, the second letter counted
 * nine times. Source: the Revenue Commissioners' specification of the check character.
 */
function isPpsNumber(text: string): boolean {
  const [, digits, check, second = "W"] = /^(\d{7})([A-W])([A-IW])?$/.exec(text) ?? [];
  if (digits === undefined || check === undefined) return false;
  return letters[(weighed(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * letters.indexOf(second)) % 23] === check;
}

const telephones = {
  dialled_by: "353",
  toDialled: (number: string) => digitsOf(number).replace(/^(?:00)?353(?:0(?=\d{7}))?/, "0"),
  isTelephone: (dialled: string) => /^0(?:1\d{7}|8[35679]\d{7}|[24-79]\d{7,8}|818\d{6})$/.test(dialled),
};

/** Ireland's numbers and addresses. An Eircode's first part is a letter, a digit and a digit or W, and it has no letter like another. */
export const ireland: Country = {
  ...telephones,
  rules: [
    {
      what: "a PPS number",
      pattern: new RegExp(`${wordBegin}(\\d{7}) ?([A-Wa-w][A-IWa-iw]?)${wordEnd}`, "gu"),
      holds: ([text, digits = "", check = ""], _, allowed) =>
        isPpsNumber(digits + check.toUpperCase()) && !allowed.texts.has(squash(text)),
    },
    {
      what: "an Eircode",
      pattern: new RegExp(
        `${wordBegin}(?:[AC-FHKNPRTV-Y]\\d[\\dW])[ -]?(?=[\\dAC-FHKNPRTV-Y]*\\d)(?=\\d*[A-Y])[\\dAC-FHKNPRTV-Y]{4}${wordEnd}`,
        "gu",
      ),
      holds: ([text], _, allowed) => !allowed.texts.has(squash(text)),
    },
    ...telephoneRules(telephones),
    addressRule,
    fromAbroad("353"),
  ],
  national: { what: "a PPS number", is: () => false },
  fewest_digits: 9,
  is_month_first: false,
};
