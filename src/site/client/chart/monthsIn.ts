import { monthsBetween } from "../../../../loaders/dates.ts";

/** The months of a chart, from the first and last that it says. */
export function monthsIn(said = ""): string[] {
  const [first = "", last = ""] = said.split(" ");
  return first && last ? monthsBetween(first, last) : [];
}
