import { isInsurancePrefix, isNhsNumber, toDialled } from "../numbers.ts";
import {
  between,
  type Country,
  cellEnd,
  dialGap,
  fromAbroad,
  isNotOwn,
  mayBreak,
  noDigitBefore,
  type ScanRule,
  squash,
  wordBegin,
  wordEnd,
} from "../rule.ts";

/** A colour, '#AB12ED', has the form of a postcode. */
const noColour = "(?!(?<=#)[\\da-fA-F]{6}(?![\\da-fA-F]))";

/** What stands between the groups of a number as it is written; a comma or semicolon parts cells. */
const gap = "[ ./_+~*:|=#()-]{0,3}";

// Nought and one alone are bits.
const isTelephone = (dialled: string) => /^0[1-9]\d{8,9}$/.test(dialled) && /[2-9]/.test(dialled);

const isDialled: ScanRule["holds"] = ([text], _, allowed) => {
  const digits = toDialled(text);
  return isTelephone(digits) && !allowed.telephones.has(digits);
};

const postcodeOverCells = new RegExp(
  `${wordBegin}${noColour}[A-Z]${mayBreak}(?:[A-Z]${mayBreak})?\\d${mayBreak}(?:[A-Z\\d]${mayBreak})?\\s?\\d${mayBreak}[ABD-HJLNP-UW-Z]${mayBreak}[ABD-HJLNP-UW-Z]${wordEnd}`,
  "gu",
);

/**
 * The United Kingdom's numbers and addresses, each with its reason.
 *
 * Postcode: the form alone, whether or not its area exists, since an invented area is as good a sign. Lower case
 * counts only with its space ('sw1a 1aa'): without it, hexadecimal and class names have the form. A colour, '#ab12ed', hasn't.
 * NHS number: ten digits, or 3-3-4, as one word and with the right check digit. Decimals, dates and ranges are
 * no words; coordinates never come here. One in eleven numbers of ten digits passes by chance, so ten that
 * are spread over cells must be known to the warehouse, or stand one to a cell in exactly ten cells.
 * National Insurance number: its prefix must be one that is issued; apart over cells only in capitals.
 * Telephone: 10 or 11 digits from 0 or +44, the first group from 0 having at least three digits ('01.04.2022' has two).
 */
const rules: readonly ScanRule[] = [
  {
    what: "a postcode",
    pattern: new RegExp(
      `${wordBegin}${noColour}[A-Z]{1,2}\\d[A-Z\\d]?[\\s+_./-]{0,3}\\d[ABD-HJLNP-UW-Z]{2}${wordEnd}`,
      "gu",
    ),
    holds: isNotOwn,
  },
  {
    what: "a postcode",
    pattern: new RegExp(
      `${wordBegin}[a-z]{1,2}\\d[a-z\\d]?(?:[\\s+]|%20){1,3}\\d[abd-hjlnp-uw-z]{2}${wordEnd}`,
      "gu",
    ),
    holds: ([text], _, allowed) => !allowed.texts.has(squash(text)) && !/\d(?:px|th|st|nd|rd)$/.test(text),
  },
  {
    what: "an NHS number",
    pattern: new RegExp(
      `${noDigitBefore}(?<![\\p{L}]|[\\s(=]-)\\d{3}${gap}\\d{3}${gap}\\d{4}(?![\\p{L}\\p{N}]|[.,/:-]\\d)`,
      "gu",
    ),
    holds: ([text], _, allowed) => isNhsNumber(text.replace(/\D/g, "")) && !allowed.texts.has(squash(text)),
  },
  {
    what: "an NHS number",
    pattern: new RegExp(
      `(?<![\\d.])(?<!(?<![\\d.])\\d${cellEnd})\\d(?:${cellEnd}\\d){9}(?![\\d.]|${cellEnd}\\d(?!\\d))`,
      "gu",
    ),
    holds: ([text]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    what: "an NHS number",
    pattern: new RegExp(
      `(?<![\\d.-])(?=(\\d{3}${cellEnd}\\d{3}${cellEnd}\\d{4}|\\d{5}${cellEnd}\\d{5}|\\d{6}${cellEnd}\\d{4})(?![\\d.-]))`,
      "gu",
    ),
    holds: ([, text = ""], known) => known.hasNumber(text.replace(/\D/g, "")),
  },
  {
    what: "an NHS number",
    pattern: /(?<!\d[./_-]?)\d([./_-])\d(?:\1\d){8}(?![./_-]?\d)/gu,
    holds: ([text]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    what: "an NHS number",
    sign: /nhs/i,
    pattern: new RegExp(
      `${wordBegin}nhs[\\s_:-]*(?:number|num|no|nr|id)[^\\p{L}\\d\\n]{0,12}((?:\\d${between}){9}\\d)(?!\\d)`,
      "giu",
    ),
    holds: ([, text = ""]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    // After the name of a trust stand counts and shares, a cell to each.
    what: "an NHS number",
    sign: /nhs/i,
    pattern: new RegExp(`${wordBegin}nhs[ :#]{0,3}((?:\\d[ .-]?){9}\\d)(?!\\d)`, "giu"),
    holds: ([, text = ""]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    what: "a National Insurance number",
    pattern: new RegExp(
      `([A-Za-z](?<![\\p{L}\\p{N}].)[A-Za-z])${between}(?:\\d{2}${between}){3}[A-Da-d]${wordEnd}`,
      "gu",
    ),
    holds: ([, prefix = ""]) => isInsurancePrefix(prefix.toUpperCase()),
  },
  {
    what: "a National Insurance number",
    pattern: new RegExp(
      `${wordBegin}([A-Z]${mayBreak}[A-Z])(?:${mayBreak}[ ./_-]?\\d){6}${mayBreak}[ ./_-]?[A-D]${wordEnd}`,
      "gu",
    ),
    holds: ([, prefix = ""]) => isInsurancePrefix(prefix.replace(/[^A-Z]/g, "")),
  },
  {
    what: "a telephone number",
    pattern: new RegExp(
      `${noDigitBefore}(?<![\\p{L}])(?:(?:\\+|00)44${dialGap}(?:\\(0\\)${dialGap})?[1-9]\\d{1,4}|\\(?0[1-9]\\d{1,4}\\)?)(?:${dialGap}\\d){5,8}(?![\\d\\p{L}]|[./-]\\d)`,
      "gu",
    ),
    holds: isDialled,
  },
  {
    what: "a telephone number",
    pattern: new RegExp(
      `(?<![\\d.:/\\p{L}-])(?:(?:\\+|00)44|0[1-9]\\d{1,4})(?:${cellEnd}\\d{3,8}){1,3}(?![\\d.])`,
      "gu",
    ),
    holds: isDialled,
  },
  {
    what: "a telephone number",
    sign: /tel|phone|mobile|call|ring|rang|fax/i,
    pattern: new RegExp(
      `${wordBegin}(?:tel|telephone|phone|mobile|fax)${wordEnd}[^\\d\\n+(]{0,20}([+(]{0,2}(?:\\d${between}){9,13}\\d)(?!\\d)`,
      "giu",
    ),
    holds: ([, text = ""], known, allowed) => isDialled([text], known, allowed),
  },
  {
    // Broken over cells, in capitals: the form with gaps, and at least one.
    what: "a postcode",
    pattern: postcodeOverCells,
    holds: ([text]) => new RegExp(cellEnd).test(text.replace(/ /g, "")),
  },
  fromAbroad("44"),
];

export const unitedKingdom: Country = {
  rules,
  dialled_by: "44",
  toDialled,
  isTelephone,
  national: { what: "an NHS number", is: isNhsNumber },
  fewest_digits: 10,
  is_month_first: false,
};
