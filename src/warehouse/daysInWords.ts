import { monthNames } from "../../loaders/dates.ts";

const contractNames: Record<string, string> = {
  web_forms: "online form",
  register_items: "assurance register",
  information_requests: "information request",
};

/** A contract as a sentence names it: `the assurance register extract`. */
export function nameContract(contract: string): string {
  return contractNames[contract] ?? contract.replaceAll("_", " ");
}

/** `March` of '2022-03', or of a day in it. */
export function monthName(date: string): string {
  const name = monthNames[Number(date.slice(5, 7)) - 1];
  if (!name) throw new Error(`invalid day: ${date}`);
  return name;
}

/** `March 2022` of '2022-03', or of a day in it. */
export const nameMonth = (date: string): string => `${monthName(date)} ${date.slice(0, 4)}`;

/** `9 March` of '2022-03-09'. */
const nameInYear = (day: string): string => `${Number(day.slice(8, 10))} ${monthName(day)}`;

/** `9 March 2022` of '2022-03-09'. */
export const nameDay = (day: string): string => `${nameInYear(day)} ${day.slice(0, 4)}`;

/** `1 to 9 March 2022`, `28 March to 3 April 2022`, or one day. */
export function nameDays({ from, to }: { from: string; to: string }): string {
  if (from === to) return nameDay(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} to ${nameDay(to)}`;
  const first = from.slice(0, 4) === to.slice(0, 4) ? nameInYear(from) : nameDay(from);
  return `${first} to ${nameDay(to)}`;
}
