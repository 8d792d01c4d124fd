import { digitsOf, noDigitAfter, noDigitBefore, type ScanRule, saidTelephone } from "../rule.ts";

/** Telephones of the United States and Canada: an area and an exchange, neither from nought or one, and four digits. */
export const telephones = {
  dialled_by: "1",
  toDialled: (number: string) => digitsOf(number).replace(/^(?:00)?1(?=\d{10}$)/, ""),
  isTelephone: (dialled: string) => /^[2-9]\d{2}[2-9]\d{6}$/.test(dialled),
};

const holds: ScanRule["holds"] = ([text], _, allowed) => {
  const dialled = telephones.toDialled(text);
  return telephones.isTelephone(dialled) && !allowed.telephones.has(dialled);
};

/** '(202) 555-0143', '202-555-0143', '+1 202 555 0143', '202.555.0143'; ten digits without a sign where a word says what they are. */
export const northAmericanTelephones: readonly ScanRule[] = [
  {
    what: "a telephone number",
    pattern: new RegExp(
      `${noDigitBefore}(?<![\\p{L}])(?:(?:\\+|00)?1[ .-]?)?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .-])[2-9]\\d{2}[ .-]\\d{4}${noDigitAfter}`,
      "gu",
    ),
    holds,
  },
  {
    what: "a telephone number",
    pattern: new RegExp(`(?<![\\p{L}\\p{N}.])(?:\\+|00)1[2-9]\\d{9}${noDigitAfter}`, "gu"),
    holds,
  },
  saidTelephone(holds),
];
