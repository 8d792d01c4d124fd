import { formatDay, plural } from "./format.ts";
import { sourceName } from "./names.ts";
import type { SourceState } from "./report.ts";

/**
 * How a source stands. `up to date` when it covers the last day reported, `due` when the file that will isn't due yet, `late`
 * when one that is due hasn't come or couldn't be read; `closed` when nothing more will come. Where nothing is ever
 * expected it is as it was `last received`, or `none` was.
 */
export type Arrival = "up to date" | "due" | "late" | "last received" | "never received" | "closed" | "none";

export function arrivalOf(source: SourceState, asAt: string): Arrival {
  const hasCome = source.received_on !== null;
  const isRefused = source.missing.some(({ problem }) => problem === "refused");
  if (!hasCome && !isRefused) return source.comes === "whenever sent" ? "none" : "never received";
  if (source.is_late || !hasCome) return "late";
  if (source.comes === "no more") return "closed";
  if ((source.covers_to ?? "") >= asAt) return "up to date";
  return source.next_due_on === null ? "last received" : "due";
}

/** How a source stands, in the words of every page and paper: 'late by 3 days', 'due on 5 April 2022'. */
export function stateWords(source: SourceState, asAt: string): string {
  const arrival = arrivalOf(source, asAt);
  if (arrival === "late" && source.days_late > 0) return `late by ${plural(source.days_late, "day")}`;
  // A file that couldn't be read, or that a later one has overtaken, may not be due yet.
  if (arrival === "late" || arrival === "due") return `due on ${formatDay(source.next_due_on ?? "")}`;
  if (arrival === "none") return "none received, and none expected";
  if (arrival !== "last received") return arrival;
  const to = source.covers_to ? `, to ${formatDay(source.covers_to)}` : "";
  return `last received ${formatDay(source.received_on ?? "")}${to}`;
}

/**
 * How many sources are expected to have come and how many of them have, and by name those that are due later, those that are
 * late and those of which nothing has ever come.
 */
export function arrivalsOf(
  sources: readonly SourceState[],
  asAt: string,
): { expected: number; current: number; due: string[]; late: string[]; never: string[] } {
  const named = (arrival: Arrival) =>
    sources.filter((one) => arrivalOf(one, asAt) === arrival).map(({ id }) => sourceName(id));
  const expected = sources.length - named("none").length - named("last received").length;
  const [due, late, never] = [named("due"), named("late"), named("never received")];
  return { expected, current: expected - due.length - late.length - never.length, due, late, never };
}
