import type { MeasureDefinition } from "../catalogue/definition.ts";
import { nameDay } from "../warehouse/daysInWords.ts";
import { type Figure, type Lack, nothingLacks, statusOfState } from "./figure.ts";
import { sayAll, sayOf, toAll } from "./sentences.ts";

const dayWords = { flow: "", stock: "Counted on", snapshot: "Snapshot of" } as const;

/** The day a stock or snapshot is of, in words. */
function sayDay(time: MeasureDefinition["time"], { taken_on, period_end }: Figure): string {
  return time === "flow" ? "" : `${dayWords[time]} ${nameDay(taken_on ?? period_end)}.`;
}

/**
 * The figures of a measure divided by another's total of the same period, which becomes the denominator; the columns
 * and the note give the day of each. Where the other has no figure there is none, for its reason, in one row for the whole
 * breakdown; where it is zero, there is nothing to count. A figure divided by a provisional or broken one is so itself.
 */
export function dividePer(
  measure: MeasureDefinition,
  divisor: MeasureDefinition,
  figures: readonly Figure[],
  divisors: readonly Figure[],
): Figure[] {
  const byDay = new Map(divisors.map((one) => [one.period_end, one]));
  const without = new Set<string>();
  const none = (figure: Figure, lack: Lack): Figure[] => {
    if (without.has(figure.period_end)) return [];
    without.add(figure.period_end);
    const status = statusOfState[lack.state];
    const blank = { numerator: null, denominator: null, value: null, taken_on: null };
    return [{ ...figure, ...blank, ...lack, group: "", status, ...sayOf(divisor.title, lack) }];
  };
  return figures.flatMap((figure): Figure[] => {
    if (figure.value === null) return [figure];
    const other = byDay.get(figure.period_end);
    if (!other)
      return none(figure, {
        ...nothingLacks,
        state: "not held",
        note: "there is no figure for this period.",
      });
    if (other.value === null) {
      const { state, missing_extract, held_from, held_to } = other;
      return none(figure, { ...nothingLacks, state, missing_extract, held_from, held_to, ...sayAll(other) });
    }
    if (other.value === 0) {
      const note = "none in this period, so nothing to divide by.";
      return none(figure, { ...nothingLacks, state: "nothing to count", note });
    }
    // The day of a snapshot is said wherever its figure is; that of a stock is the period's last.
    const day = measure.time === "stock" ? sayDay(measure.time, figure) : "";
    const others = sayAll(toAll(sayDay(divisor.time, other)), other);
    const quotient: Figure = {
      ...figure,
      divided_on: other.taken_on,
      denominator: other.value,
      value: figure.value / other.value,
      status: other.status,
      ...sayAll(toAll(day), figure, sayOf(divisor.title, others)),
    };
    return [quotient];
  });
}
