const contractNames: Record<string, string> = {
  web_forms: "online form",
  register_items: "assurance register",
  information_requests: "information request",
};

/** A contract as a sentence names it: `the assurance register extract`. */
export function nameContract(contract: string): string {
  return contractNames[contract] ?? contract.replaceAll("_", " ");
}

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });

const whole = inUtc({ day: "numeric", month: "long", year: "numeric" });
const withoutYear = inUtc({ day: "numeric", month: "long" });

/** `9 March 2022`. */
export const nameDay = (day: string): string => whole.format(new Date(day));

/** `1 to 9 March 2022`, `28 March to 3 April 2022`, or one day. */
export function nameDays({ from, to }: { from: string; to: string }): string {
  if (from === to) return nameDay(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} to ${nameDay(to)}`;
  const first = from.slice(0, 4) === to.slice(0, 4) ? withoutYear.format(new Date(from)) : nameDay(from);
  return `${first} to ${nameDay(to)}`;
}
